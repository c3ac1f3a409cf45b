import { freshnessOf } from '../../format/freshness.ts';
import type { LiveBasin, LiveSensor, TownAnswer } from '@voldgrav/wire';

type Rule = TownAnswer['rules'][number];

/** What a rule's measure says now; undefined when it is not known or too old to speak for now, which is not the same as fine. */
export function currentValue(
  rule: Rule,
  town: TownAnswer,
  live: { readonly basins: ReadonlyMap<string, LiveBasin>; readonly sensors: ReadonlyMap<string, LiveSensor>; readonly now: number },
): number | undefined {
  const { measure } = rule;
  if (measure.kind === 'can-take') return live.basins.get(rule.asset)?.canTake.find((take) => take.minutes === measure.minutes)?.mm;
  const id = town.assets.find((asset) => asset.id === rule.asset)?.levelSensor;
  const newest = live.sensors.get(id ?? '');
  const interval = town.sensors.find((sensor) => sensor.id === id)?.expectedIntervalS;
  if (newest === undefined || interval === undefined || newest.flag === 4) return undefined;
  return freshnessOf(live.now - newest.phenomenonTime, interval) === 'no-data' ? undefined : newest.value;
}
