import { type Millimetres, type Minutes } from '@voldgrav/hydrology';
import { passed, short } from './check-result.ts';
import { finding } from './finding.ts';
import { FAIL, SUSPECT } from './flag.ts';
import type { CheckResult } from './observation.ts';
import { NOT_RAIN, recordDepth } from './rain-record.ts';

/** How far a depth goes beyond a reference maximum: 0 not at all, 4 half as much again and more. */
export type ExceedanceGrade = 0 | 1 | 2 | 3 | 4;

/** IntenseQC's grading against a reference maximum; the reference itself is grade 1. Source: domain.md §3.4. */
export function exceedanceGrade(depth: Millimetres, reference: Millimetres): ExceedanceGrade {
  if (depth >= NOT_RAIN * reference) return 4;
  if (depth >= 1.33 * reference) return 3;
  if (depth >= 1.2 * reference) return 2;
  return depth >= reference ? 1 : 0;
}

/**
 * A depth of rain against the Danish record for its duration. A new record is suspect and counts: it may be the night that
 * matters. Half as much again as the record fails: that is a blockage coming loose, a hose or a counter.
 */
export function exceedance(depth: Millimetres, duration: Minutes): CheckResult {
  const reference = recordDepth(duration);
  const grade = exceedanceGrade(depth, reference);
  if (grade === 0) return passed('exceedance');
  const detail = finding('over-the-record', { depth: short(depth), minutes: short(duration), record: short(reference), grade });
  return { check: 'exceedance', flag: grade === 4 ? FAIL : SUSPECT, detail };
}
