import { instant, type Instant, SECOND, type Seconds, type TimeWindow } from '@voldgrav/hydrology';

/** The resolutions in which series are kept beside what was observed: 1 min, 10 min, 1 h and 1 d, each a multiple of the one before. */
export const ROLLUP_RESOLUTIONS = [60, 600, 3_600, 86_400] as const satisfies readonly number[];
export type RollupResolution = (typeof ROLLUP_RESOLUTIONS)[number];

/**
 * Steps a chart may be drawn in, so that series of different sensors meet on the same times. From a minute on each is a
 * multiple of a resolution that is kept, and divides a day.
 */
export const CHART_RESOLUTIONS: readonly number[] = [1, 10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400];

/** The finest resolution that keeps a window within `maxPoints` buckets and is no finer than the sensor speaks. */
export function resolutionFor(window: TimeWindow, maxPoints: number, interval: Seconds): Seconds {
  const fits = CHART_RESOLUTIONS.find((step) => step >= interval && bucketsIn(window, step) <= maxPoints);
  return (fits ?? CHART_RESOLUTIONS[CHART_RESOLUTIONS.length - 1]) as Seconds;
}

/** The coarsest resolution that is kept and from which buckets of `resolution` can be made; undefined when only the observations are fine enough. */
export const keptResolution = (resolution: Seconds): RollupResolution | undefined =>
  ROLLUP_RESOLUTIONS.filter((kept) => resolution % kept === 0).pop();

/** The end of the window (end − resolution, end] on the shared grid in which an instant lies. */
export const windowEnd = (at: Instant, resolution: number): Instant => {
  const step = resolution * SECOND;
  return instant(Math.ceil(at / step) * step);
};

/** The whole windows of the grid that a time window touches, as one: what is drawn of a bucket does not hang on where the chart begins. */
export function onGrid({ after, until }: TimeWindow, resolution: number): TimeWindow {
  const step = resolution * SECOND;
  return { after: instant(Math.floor(after / step) * step), until: windowEnd(until, resolution) };
}

function bucketsIn(window: TimeWindow, resolution: number): number {
  const { after, until } = onGrid(window, resolution);
  return (until - after) / (resolution * SECOND);
}
