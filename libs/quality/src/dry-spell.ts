import { DAY, type Instant, type Millimetres } from '@voldgrav/hydrology';
import { notEvaluated, passed, short } from './check-result.ts';
import { finding } from './finding.ts';
import { SUSPECT } from './flag.ts';
import type { CheckResult } from './observation.ts';

/** A fortnight and a day without a drop (domain.md §3.4). */
export const DRY_SPELL = 15 * DAY;
/** A neighbour that caught as much in that time had rain worth the name (our rule: five times the gauge's own noise). */
const WET_MM = 1;

/**
 * A gauge that has been dry for fifteen days while the neighbours were not has a clogged funnel, however light the rain.
 * `lastRainAt` is undefined when no rain is known of since `heardSince`.
 */
export function drySpell(
  gauge: { readonly lastRainAt: Instant | undefined; readonly heardSince: Instant },
  now: Instant,
  neighbourDepths: readonly Millimetres[],
): CheckResult {
  if (neighbourDepths.length === 0) return notEvaluated('dry-spell', 'no neighbours');
  const dryFor = now - (gauge.lastRainAt ?? gauge.heardSince);
  const wet = neighbourDepths.filter((depth) => depth >= WET_MM);
  if (dryFor < DRY_SPELL || wet.length * 2 <= neighbourDepths.length) return passed('dry-spell');
  const detail = finding('dry-for-days', { days: short(dryFor / DAY), wet: WET_MM, count: wet.length, of: neighbourDepths.length });
  return { check: 'dry-spell', flag: SUSPECT, detail };
}
