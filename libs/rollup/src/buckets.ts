import { instant, type Instant, SECOND, type Seconds, type TimeWindow } from '@voldgrav/hydrology';
import { type Flag, type Observation, worstFlag } from '@voldgrav/quality';

/** Observations of one series in (end − resolution, end], on a grid that every series shares (design.md D9). */
export interface SeriesBucket {
  readonly endsAt: Instant;
  readonly min: number;
  readonly max: number;
  readonly last: number;
  readonly sum: number;
  readonly count: number;
  readonly flag: Flag;
}

/** Steps a chart may be drawn in, so that series of different sensors meet on the same times. */
const LADDER_SECONDS = [1, 10, 30, 60, 300, 600, 1_800, 3_600, 21_600, 86_400] as const;

/** The finest resolution that keeps a window within `maxPoints` and is no finer than the sensor speaks. */
export function resolutionFor(window: TimeWindow, maxPoints: number, interval: Seconds): Seconds {
  const span = (window.until - window.after) / SECOND;
  const fits = LADDER_SECONDS.find((step) => step >= interval && span / step <= maxPoints);
  return (fits ?? LADDER_SECONDS[LADDER_SECONDS.length - 1]) as Seconds;
}

/** Buckets that hold something, in time order; a gap is a bucket that is not there. Every extreme survives (F42). */
export function bucketsOf(observations: readonly Observation[], resolution: Seconds): readonly SeriesBucket[] {
  const step = resolution * SECOND;
  const buckets: SeriesBucket[] = [];
  for (const { phenomenonTime, value, flag } of observations) {
    const endsAt = instant(Math.ceil(phenomenonTime / step) * step);
    const open = buckets[buckets.length - 1];
    if (open?.endsAt === endsAt) buckets[buckets.length - 1] = extended(open, value, flag);
    else buckets.push({ endsAt, min: value, max: value, last: value, sum: value, count: 1, flag });
  }
  return buckets;
}

const extended = (bucket: SeriesBucket, value: number, flag: Flag): SeriesBucket => ({
  endsAt: bucket.endsAt,
  min: Math.min(bucket.min, value),
  max: Math.max(bucket.max, value),
  last: value,
  sum: bucket.sum + value,
  count: bucket.count + 1,
  flag: worstFlag([bucket.flag, flag]),
});
