import { type Instant, type Micrometres, MINUTE, SECOND, shifted } from '@voldgrav/hydrology';
import { countUntil, coveredFrom, LONGEST_COVER, minuteOf, type MinuteOfRain, type RainRecord, sampleAt } from '@voldgrav/rollup';

/**
 * Tells what the record says of every minute that a word of `at` bears on: its own, those that it covers, and those that the next word
 * covers up to it. A sum over a gap counts in none: when it fell is not known (trap 2; see `gapSumAt`).
 */
export function eachRainMinute(record: RainRecord, at: Instant, tell: (minute: number, rain: MinuteOfRain) => void): void {
  const reach = LONGEST_COVER * record.interval * SECOND;
  const [first, last] = [minuteOf(shifted(at, -reach)), minuteOf(shifted(at, reach))];
  const depths = new Array<number>(last - first + 1).fill(0);
  const covered = new Array<number>(last - first + 1).fill(0);
  const { samples } = record;
  for (let index = countUntil(samples, ((first - 1) * MINUTE) as Instant); index < samples.length; index += 1) {
    const sample = sampleAt(samples, index);
    if (sample === undefined || sample.at > last * MINUTE + reach) break;
    if (sample.since !== undefined) continue;
    const own = minuteOf(sample.at);
    if (own <= last) depths[own - first] = (depths[own - first] ?? 0) + sample.value;
    const after = coveredFrom(record, index, sample.at);
    for (let minute = own; minute >= first && minute * MINUTE > after; minute -= 1) {
      if (minute > last) continue;
      covered[minute - first] = (covered[minute - first] ?? 0) + Math.min(sample.at, minute * MINUTE) - Math.max(after, (minute - 1) * MINUTE);
    }
  }
  for (let minute = first; minute <= last; minute += 1) tell(minute, { depth: (depths[minute - first] ?? 0) as Micrometres, covered: covered[minute - first] ?? 0 });
}
