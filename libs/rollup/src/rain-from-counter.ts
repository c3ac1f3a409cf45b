import { type Instant, type Micrometres, SECOND, type Seconds, shifted } from '@voldgrav/hydrology';
import type { CheckResult } from '@voldgrav/quality';
import type { Counter } from '@voldgrav/reading';
import { counterStep } from './counter-step.ts';
import type { Arrival, Sample } from './sample.ts';
import { countUntil, enterSample } from './samples.ts';

/** A gauge that sends a running count. */
export interface CountingGauge extends Counter {
  /** How often it speaks; a silent message is no dry interval, so a longer gap is an accumulation. */
  readonly interval: Seconds;
}

/** Rain in (after, until], from the counts at its two ends. */
export interface IntervalRain {
  readonly after: Instant;
  readonly until: Instant;
  /** Undefined when the counts cannot be explained: not known, which is not zero. */
  readonly depth: Micrometres | undefined;
  /** `accumulation`: a gap closed by the count. The sum is known; when in the gap it fell is not. */
  readonly distribution: 'interval' | 'accumulation';
  readonly result: CheckResult;
}

/** Over so many expected intervals without a count, the next one is an accumulation. */
const LONGEST_INTERVAL = 1.5;

/** Interval rain from two counts that follow each other in phenomenon time. */
export function rainBetween(before: Sample, after: Sample, gauge: CountingGauge): IntervalRain {
  const isGap = after.at - before.at > LONGEST_INTERVAL * gauge.interval * SECOND;
  return { after: before.at, until: after.at, distribution: isGap ? 'accumulation' : 'interval', ...counterStep(before, after, gauge) };
}

/** Interval rain of a whole series. The first count has nothing before it and gives none. */
export const rainFromCounts = (counts: readonly Sample[], gauge: CountingGauge): readonly IntervalRain[] =>
  counts.flatMap((count, index) => rainEndingAt(counts, index, gauge));

/** `too-late`: the counts that it belongs between have been let go, so it changes nothing. */
export interface CountEntered {
  readonly arrival: Arrival | 'too-late';
  /** What the count made or changed, by the end of the interval: its own, and its successor's when it came late. */
  readonly changed: readonly IntervalRain[];
  /** There is no count before it here. One that was let go, or that nobody has read yet, may be known elsewhere. */
  readonly isFirst?: true;
}

/**
 * Enters a count where its time belongs, into `counts` itself. A late one splits the interval that its successor had
 * closed; both parts come back, to be stored over what was there. Counts up to `lateness` ms behind the newest find their
 * place, whatever the order they come in, and end in the same intervals; so do those that the oldest kept count comes before.
 */
export function enterCount(counts: Sample[], count: Sample, options: { readonly gauge: CountingGauge; readonly lateness: number }): CountEntered {
  const newest = Math.max(counts[counts.length - 1]?.at ?? -Infinity, count.at) as Instant;
  const oldest = shifted(newest, -options.lateness);
  // Where nothing was said for long, the count before it may still be there.
  if (count.at < oldest && count.at < (counts[0]?.at ?? Infinity)) return { arrival: 'too-late', changed: [] };
  // One count before the limit stays: whatever comes next may need it as its neighbour.
  const neighbour = counts[countUntil(counts, shifted(oldest, -1)) - 1];
  const arrival = enterSample(counts, count, shifted(neighbour?.at ?? oldest, -1));
  if (arrival !== 'added') return { arrival, changed: [] };
  const place = countUntil(counts, count.at) - 1;
  const changed = [place, place + 1].flatMap((index) => rainEndingAt(counts, index, options.gauge));
  return place === 0 ? { arrival, changed, isFirst: true } : { arrival, changed };
}

function rainEndingAt(counts: readonly Sample[], index: number, gauge: CountingGauge): readonly IntervalRain[] {
  const [before, after] = [counts[index - 1], counts[index]];
  return before === undefined || after === undefined ? [] : [rainBetween(before, after, gauge)];
}
