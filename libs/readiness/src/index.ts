export type { BasinAssessment, BasinFilling, CanTake, ReadinessState } from './basin-assessment.ts';
export type { Reason } from './reason.ts';
