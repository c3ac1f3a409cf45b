import { DAY, type Instant, instant, type Millimetres, millimetres, SECOND, type Seconds, seconds } from '@voldgrav/hydrology';
import { freshFor, type TownIndex } from '@voldgrav/pipeline';
import { type CheckResult, DRY_SPELL, drySpell, LONGEST_SILENCE, neighbourhoodsOf, stale, SUSPECT } from '@voldgrav/quality';
import type { DailyValue } from '@voldgrav/rollup';
import type { LiveSensor } from '@voldgrav/wire';
import type { LongMemory } from './long-memory.ts';

/** What speaks against a sensor as a whole, where no single observation of it could say so. */
export interface StandingDoubt {
  readonly sensor: string;
  readonly quantity: string;
  readonly check: CheckResult['check'];
  readonly flag: number;
  readonly since: Instant;
  readonly newest: { readonly value: number; readonly detail: string };
}

/** More neighbours do not make a clogged funnel surer. */
const MOST_NEIGHBOURS = 30;

/**
 * Sensors that have not been heard for so long that nothing of theirs speaks for now (QARTOD's data reception), and gauges that
 * have been dry for a fortnight and a day while most of their neighbours were not. A sensor that was never heard has nothing to doubt.
 */
export function standingDoubts(index: TownIndex, newest: readonly LiveSensor[], memory: Pick<LongMemory, 'daily'>, now: Instant): readonly StandingDoubt[] {
  return [...newest.flatMap((sensor) => silent(sensor, index, now)), ...dry(index, new Map(newest.map((sensor) => [sensor.id, sensor])), memory, now)];
}

/** Six hours as QARTOD has it, or three of a slower sensor's own intervals. */
const silenceOf = (expectedInterval: Seconds): Seconds => seconds(Math.max(LONGEST_SILENCE, freshFor(expectedInterval) / SECOND));

function silent({ id, quantity, value, phenomenonTime }: LiveSensor, index: TownIndex, now: Instant): readonly StandingDoubt[] {
  const sensor = index.sensor(id);
  const since = instant(phenomenonTime);
  const result = stale(since, now, sensor === undefined ? undefined : silenceOf(sensor.expectedInterval));
  return result.flag < SUSPECT ? [] : [{ sensor: id, quantity, check: result.check, flag: result.flag, since, newest: { value, detail: result.detail } }];
}

function dry(index: TownIndex, newest: ReadonlyMap<string, LiveSensor>, memory: Pick<LongMemory, 'daily'>, now: Instant): readonly StandingDoubt[] {
  const { gauges } = index;
  const daily = gauges.map(({ id }) => memory.daily(id));
  const since = instant(now - DRY_SPELL);
  const lately = daily.map((days) => sumSince(days, since));
  // Found once for the few that have been dry, not for every gauge of a town in the rain.
  const suspects = gauges.flatMap((_, place) => ((lately[place] ?? 1) === 0 ? [place] : []));
  if (suspects.length === 0) return [];
  const neighbourhoods = neighbourhoodsOf(gauges.map(({ position }) => position), MOST_NEIGHBOURS);
  return suspects.flatMap((place): readonly StandingDoubt[] => {
    const days = daily[place] ?? [];
    const latest = newest.get(gauges[place]?.id ?? '');
    const heardSince = instant((days[0]?.endsAt ?? now) - DAY);
    const lastRainAt = days.findLast(({ value }) => value > 0)?.endsAt;
    const around = (neighbourhoods[place]?.wide ?? []).flatMap((other) => lately[other] ?? []);
    const result = drySpell({ lastRainAt, heardSince }, now, around);
    if (latest === undefined || result.flag < SUSPECT) return [];
    return [{ sensor: latest.id, quantity: latest.quantity, check: result.check, flag: result.flag, since: lastRainAt ?? heardSince, newest: { value: latest.value, detail: result.detail } }];
  });
}

/** Undefined where nothing was heard. */
function sumSince(days: readonly DailyValue[], since: Instant): Millimetres | undefined {
  const within = days.filter(({ endsAt }) => endsAt > since);
  return within.length === 0 ? undefined : millimetres(within.reduce((sum, { value }) => sum + value, 0));
}
