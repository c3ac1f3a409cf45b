import type { LocalText } from '@voldgrav/alert';

/** KL's four pillars of the resilient municipality. */
export type Pillar = 'co-creating-city' | 'climate-resilience' | 'social-resilience' | 'smart-city';

/** KL's seven principles, by the guide's own numbers (domain.md §0). */
export type Principle = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** One thing to do tonight, by whom and with what. */
export interface PlaybookStep {
  readonly id: string;
  readonly text: LocalText;
  readonly organisation: string;
  /** What it needs (resources.yaml), where it needs something. */
  readonly resource?: string;
  readonly minutesToDeploy: number;
}

/** An action in the municipality's climate-resilience strategy: what was decided, where it works, what it is to deliver. */
export interface ResilienceAction {
  readonly id: string;
  readonly title: LocalText;
  readonly description: LocalText;
  readonly pillars: readonly Pillar[];
  readonly principles: readonly Principle[];
  readonly status: 'planned' | 'under-way' | 'in-operation';
  readonly organisation: string;
  readonly assets: readonly string[];
  readonly catchments: readonly string[];
  /** What its worth is measured in, and what was promised. */
  readonly indicator: LocalText;
  /** The risk turned into an opportunity: what the water or the place can be used for. */
  readonly opportunity: LocalText;
  readonly playbook: readonly PlaybookStep[];
}
