import { cubicMetres, type Minutes, minutes, reducedHectares } from '@voldgrav/hydrology';
import type { CanTake } from './basin-assessment.ts';
import { type BasinBalance, rainToFill } from './rain-to-fill.ts';
import { AREA_UNCERTAINTY } from './uncertainty.ts';

/** The durations a basin is asked about (domain.md §4.4). */
export const DURATIONS: readonly Minutes[] = [10, 30, 60, 120, 180, 360, 720, 1440].map(minutes);

/**
 * What the basin can take over each duration, with its range. The range holds two uncertainties, both turned the same
 * way: the reduced area (±20 %) and the volume (from the level sensor's accuracy). Gauge spread and outlet uncertainty
 * are not in it yet. `mayHoldMore`: m³ that may be in it beyond the volume, where that is more. Source: readiness.md §2.
 */
export function canTake(balance: BasinBalance, volumeUncertainty: number, mayHoldMore = volumeUncertainty): readonly CanTake[] {
  const worse = turned(balance, 1 + AREA_UNCERTAINTY, mayHoldMore);
  const better = turned(balance, 1 - AREA_UNCERTAINTY, -volumeUncertainty);
  return DURATIONS.map((duration) => ({
    minutes: duration,
    middle: rainToFill(balance, duration),
    low: rainToFill(worse, duration),
    high: rainToFill(better, duration),
  }));
}

const turned = (balance: BasinBalance, areaFactor: number, volumeShift: number): BasinBalance => ({
  capacity: balance.capacity,
  outlet: balance.outlet,
  remainingLoss: balance.remainingLoss,
  reducedArea: reducedHectares(balance.reducedArea * areaFactor),
  volume: cubicMetres(Math.max(0, balance.volume + volumeShift)),
});
