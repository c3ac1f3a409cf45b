export { actionsServing, type ServingAction } from './actions-serving.ts';
export type { Pillar, PlaybookStep, Principle, ResilienceAction } from './resilience-action.ts';
