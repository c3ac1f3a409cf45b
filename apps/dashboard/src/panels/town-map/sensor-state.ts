import type { LiveSensor, TownAnswer } from '@voldgrav/wire';
import { freshnessOf } from '../../format/freshness.ts';

type Sensor = TownAnswer['sensors'][number];
type Asset = TownAnswer['assets'][number];

/**
 * How a sensor's dot is drawn: `over` for water on a road, over a bank or where outlets close, `running` for a pump, nothing
 * for what is normal. `unheard` for a sensor without a word that can be believed now: it keeps no colour of before.
 */
export function sensorState(sensor: Sensor, assets: readonly Asset[], newest: LiveSensor | undefined, now: number): 'over' | 'running' | 'unheard' | '' {
  if (newest === undefined || newest.flag === 4 || freshnessOf(now - newest.phenomenonTime, sensor.expectedIntervalS) === 'no-data') return 'unheard';
  if (sensor.kind === 'pump-state') return newest.value > 0 ? 'running' : '';
  const asset = assets.find((each) => each.levelSensor === sensor.id);
  return asset?.kind !== 'basin' && asset?.limitLevel !== undefined && newest.value >= asset.limitLevel ? 'over' : '';
}
