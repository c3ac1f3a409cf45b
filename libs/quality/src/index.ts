export { clockCheck, FUTURE_TOLERANCE, LATENESS_LIMIT } from './clock-check.ts';
export { FAIL, type Flag, GOOD, MISSING, NOT_EVALUATED, SUSPECT, worstFlag } from './flag.ts';
export { grossRange, type Span } from './gross-range.ts';
export { judge } from './judge.ts';
export { type CheckName, type CheckResult, isUsable, type Observation } from './observation.ts';
