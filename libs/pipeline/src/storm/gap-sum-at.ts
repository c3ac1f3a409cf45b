import { type Instant, type Micrometres, MINUTE } from '@voldgrav/hydrology';
import { type GapSum, latestAt, minuteOf, type RainRecord } from '@voldgrav/rollup';

/** The sum over a gap that a gauge told at `at`; undefined where it told none then. */
export function gapSumAt({ samples }: RainRecord, at: Instant): GapSum | undefined {
  const sample = latestAt(samples, at);
  if (sample?.at !== at || sample.since === undefined) return undefined;
  return { at, first: Math.floor(sample.since / MINUTE) + 1, last: minuteOf(at), depth: sample.value as Micrometres, covered: at - sample.since };
}
