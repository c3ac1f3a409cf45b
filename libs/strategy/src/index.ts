export type { Pillar, PlaybookStep, Principle, ResilienceAction } from './resilience-action.ts';
