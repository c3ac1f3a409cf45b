import { type CubicMetres, cubicMetres, metresAboveDatum, type StorageCurve, volumeAt } from '@voldgrav/hydrology';
import type { DailyValue } from './daily-value.ts';

/** Storage that a basin no longer has in dry weather: because of what has settled in it, or of an outlet that no longer empties it. */
export interface StorageLoss {
  readonly volume: CubicMetres;
  /** The dry-weather level in the first and the last weeks. */
  readonly baseThen: number;
  readonly baseNow: number;
}

/** So many days at either end are compared, by their lowest: the driest days tell where the bottom is. */
const COMPARED = 14;

/** Undefined for fewer than two fortnights of days. A base that has sunk is no loss: 0. */
export function storageLoss(curve: StorageCurve, base: readonly DailyValue[]): StorageLoss | undefined {
  if (base.length < 2 * COMPARED) return undefined;
  const lowest = (days: readonly DailyValue[]): number => Math.min(...days.map(({ value }) => value));
  const [baseThen, baseNow] = [lowest(base.slice(0, COMPARED)), lowest(base.slice(-COMPARED))];
  const volume = volumeAt(curve, metresAboveDatum(baseNow)) - volumeAt(curve, metresAboveDatum(baseThen));
  return { volume: cubicMetres(Math.max(0, volume)), baseThen, baseNow };
}
