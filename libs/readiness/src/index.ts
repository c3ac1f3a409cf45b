export { assessBasin, type BasinEvidence, REFERENCE_RAINS } from './assess-basin.ts';
export type { BasinAssessment, BasinFilling, CanTake, ReadinessState } from './basin-assessment.ts';
export { canTake, DURATIONS } from './can-take.ts';
export { type BasinBalance, rainToFill } from './rain-to-fill.ts';
export type { Reason } from './reason.ts';
export { reasonText } from './reason-text.ts';
