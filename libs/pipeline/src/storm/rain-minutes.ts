import { type Instant, type Micrometres, MINUTE, SECOND, shifted } from '@voldgrav/hydrology';
import { countUntil, coveredFrom, LONGEST_COVER, minuteOf, type MinuteOfRain, type RainRecord } from '@voldgrav/rollup';

/**
 * What the record says of every minute that a word of `at` bears on: its own, those that it covers, and those that the next word covers
 * up to it. A sum over a gap counts in none: when it fell is not known (trap 2).
 */
export function rainMinutes(record: RainRecord, at: Instant): readonly (MinuteOfRain & { readonly minute: number })[] {
  const reach = LONGEST_COVER * record.interval * SECOND;
  const [first, last] = [minuteOf(shifted(at, -reach)), minuteOf(shifted(at, reach))];
  const minutes = Array.from({ length: last - first + 1 }, (_, index) => ({ minute: first + index, depth: 0, covered: 0 }));
  const { samples } = record;
  for (let index = countUntil(samples, ((first - 1) * MINUTE) as Instant); index < samples.length; index += 1) {
    const sample = samples[index];
    if (sample === undefined || sample.at > last * MINUTE + reach) break;
    if (sample.since !== undefined) continue;
    const own = minutes[minuteOf(sample.at) - first];
    if (own !== undefined) own.depth += sample.value;
    cover(minutes, first, coveredFrom(record, index, sample.at), sample.at);
  }
  return minutes.map(({ minute, depth, covered }) => ({ minute, depth: depth as Micrometres, covered }));
}

function cover(minutes: readonly { minute: number; covered: number }[], first: number, after: number, until: number): void {
  for (let minute = minuteOf(until as Instant); minute >= first && minute * MINUTE > after; minute -= 1) {
    const covered = minutes[minute - first];
    if (covered !== undefined) covered.covered += Math.min(until, minute * MINUTE) - Math.max(after, (minute - 1) * MINUTE);
  }
}
