import type { LiveSensor, SensorsAnswer } from '@voldgrav/wire';
import { freshnessOf } from '../../format/freshness.ts';

export type Health = 'overrun' | 'silent' | 'failed' | 'maintenance' | 'late' | 'suspect' | 'well';

/** From what needs a person most to what needs none. */
export const HEALTH_ORDER: readonly Health[] = ['overrun', 'failed', 'silent', 'maintenance', 'late', 'suspect', 'well'];

type Listed = SensorsAnswer['sensors'][number];

/**
 * How a sensor is, in one word. Maintenance comes before silence: that it says nothing is then no news. A window that is
 * overrun comes before everything, since somebody has to end it.
 */
export function sensorHealth({ maintenance, expectedIntervalS }: Pick<Listed, 'maintenance' | 'expectedIntervalS'>, newest: LiveSensor | undefined, now: number): Health {
  if (maintenance?.state === 'overrun') return 'overrun';
  if (maintenance?.state === 'in-maintenance') return 'maintenance';
  const freshness = newest === undefined ? 'no-data' : freshnessOf(now - newest.phenomenonTime, expectedIntervalS);
  if (newest === undefined || freshness === 'no-data') return 'silent';
  if (newest.flag === 4) return 'failed';
  if (freshness === 'too-old') return 'late';
  return newest.flag === 3 ? 'suspect' : 'well';
}
