import { type Millimetres } from '@voldgrav/hydrology';
import { missing, notEvaluated, passed } from './check-result.ts';
import { finding } from './finding.ts';
import { SUSPECT } from './flag.ts';
import type { CheckResult } from './observation.ts';

/** So many wet intervals of five minutes in a row without a drop, and the zero is no dry weather. */
const INTERVALS = 6;

/** What is remembered of one gauge from interval to interval. */
export interface ZeroWatch {
  /** Intervals in a row in which it caught nothing and the neighbours did. */
  readonly dryAmongWet: number;
  readonly faulty: boolean;
}

export const ZERO_WATCH_START: ZeroWatch = { dryAmongWet: 0, faulty: false };

/**
 * Faulty zeros: half an hour of nothing while the median of the neighbours is wet, and from then on until the gauge
 * catches rain again, for a clogged funnel stays clogged when the sky clears. One call for each five minutes in order.
 * Method and thresholds: de Vos et al. 2019, doi:10.1029/2019GL083731, written anew from the paper's description.
 */
export function faultyZero(
  before: ZeroWatch,
  interval: { readonly depth: Millimetres | undefined; readonly median: Millimetres | undefined },
): { readonly watch: ZeroWatch; readonly result: CheckResult } {
  const { depth, median } = interval;
  const dryAmongWet = depth === 0 && median !== undefined && median > 0 ? before.dryAmongWet + 1 : 0;
  const faulty = (before.faulty && !(depth !== undefined && depth > 0)) || dryAmongWet >= INTERVALS;
  // Nearly always nothing changes, and then thousands of gauges share one watch.
  const watch = dryAmongWet === before.dryAmongWet && faulty === before.faulty ? before : { dryAmongWet, faulty };
  return { watch, result: said(interval, faulty) };
}

function said({ depth, median }: { readonly depth: Millimetres | undefined; readonly median: Millimetres | undefined }, faulty: boolean): CheckResult {
  if (depth === undefined) return missing('faulty-zero');
  if (faulty) return { check: 'faulty-zero', flag: SUSPECT, detail: finding('dry-among-wet', {}) };
  return median === undefined ? notEvaluated('faulty-zero') : passed('faulty-zero');
}
