import { short } from './check-result.ts';
import { finding } from './finding.ts';
import { FAIL } from './flag.ts';
import type { CheckResult } from './observation.ts';

/** A current with which a 4–20 mA loop says that its sensor or wire is broken: nothing was measured (NAMUR NE 43, domain.md §3.2). */
export const faultSignal = (milliamperes: number): CheckResult => ({ check: 'fault-signal', flag: FAIL, detail: finding('loop-fault', { current: short(milliamperes) }) });
