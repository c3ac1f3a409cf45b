import type { LiveBasin, LiveSensor, TownAnswer } from '@voldgrav/wire';

type Rule = TownAnswer['rules'][number];

/** What a rule's measure says now; undefined when it is not known, which is not the same as fine. */
export function currentValue(
  rule: Rule,
  town: TownAnswer,
  live: { readonly basins: ReadonlyMap<string, LiveBasin>; readonly sensors: ReadonlyMap<string, LiveSensor> },
): number | undefined {
  const { measure } = rule;
  if (measure.kind === 'can-take') return live.basins.get(rule.asset)?.canTake.find((take) => take.minutes === measure.minutes)?.mm;
  const sensor = live.sensors.get(town.assets.find((asset) => asset.id === rule.asset)?.levelSensor ?? '');
  return sensor === undefined || sensor.flag === 4 ? undefined : sensor.value;
}
