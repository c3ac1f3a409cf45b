import { type Millimetres } from '@voldgrav/hydrology';
import { missing, notEvaluated, passed, short } from './check-result.ts';
import { finding } from './finding.ts';
import { SUSPECT } from './flag.ts';
import type { CheckResult } from './observation.ts';

/** Up to this at the neighbours in five minutes counts as hardly any rain. */
const HARDLY_ANY_MM = 0.4;
/** More than this in five minutes is much where the neighbours have hardly any. */
const MUCH_MM = 10;

/**
 * High influx: far more rain than the median of the neighbours, in five minutes. A sprinkler, a tipped bucket, a running
 * total sent as rain. Suspect, never failed: a cloudburst can be as local as that.
 * Method and thresholds: de Vos et al. 2019, doi:10.1029/2019GL083731, written anew from the paper's description.
 */
export function highInflux(depth: Millimetres | undefined, median: Millimetres | undefined): CheckResult {
  if (depth === undefined) return missing('high-influx');
  if (median === undefined) return notEvaluated('high-influx');
  const most = median < HARDLY_ANY_MM ? MUCH_MM : (median * MUCH_MM) / HARDLY_ANY_MM;
  if (depth <= most) return passed('high-influx');
  return { check: 'high-influx', flag: SUSPECT, detail: finding('far-more', { depth: short(depth), median: short(median) }) };
}
