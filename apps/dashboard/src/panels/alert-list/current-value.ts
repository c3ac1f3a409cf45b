import { freshnessOf } from '../../format/freshness.ts';
import type { LiveBasin, LiveReadiness, LiveSensor, TownAnswer } from '@voldgrav/wire';

type Rule = TownAnswer['rules'][number];

/** What a rule's measure says now; undefined when it is not known or too old to speak for now, which is not the same as fine. */
export function currentValue(
  rule: Rule,
  town: TownAnswer,
  live: { readonly basins: ReadonlyMap<string, LiveBasin>; readonly sensors: ReadonlyMap<string, LiveSensor>; readonly readiness: readonly LiveReadiness[]; readonly now: number },
): number | undefined {
  const { measure } = rule;
  if (measure.kind === 'can-take') return live.basins.get(rule.asset)?.canTake.find((take) => take.minutes === measure.minutes)?.mm;
  if (measure.kind === 'latest-decision') return minutesLeft(rule.asset, town, live);
  const id = town.assets.find((asset) => asset.id === rule.asset)?.levelSensor;
  const newest = live.sensors.get(id ?? '');
  const interval = town.sensors.find((sensor) => sensor.id === id)?.expectedIntervalS;
  if (newest === undefined || interval === undefined || newest.flag === 4) return undefined;
  return freshnessOf(live.now - newest.phenomenonTime, interval) === 'no-data' ? undefined : newest.value;
}

/** Whole minutes until the last moment of the first step that protects an asset, or what floods it, and that nobody has begun; less than 0 since it passed. */
function minutesLeft(asset: string, { assets }: TownAnswer, { readiness, now }: { readonly readiness: readonly LiveReadiness[]; readonly now: number }): number | undefined {
  const limits = new Set([asset, ...assets.flatMap(({ id, floods }) => (floods === asset ? [id] : []))]);
  const decisions = readiness.flatMap(({ latestDecision }) => latestDecision);
  const begun = new Set(decisions.filter(({ begunAt }) => begunAt !== undefined).map(({ action }) => action));
  const moments = decisions.filter(({ action, limit }) => limits.has(limit) && !begun.has(action)).map(({ at }) => at);
  return moments.length === 0 ? undefined : Math.floor((Math.min(...moments) - now) / 60_000);
}
