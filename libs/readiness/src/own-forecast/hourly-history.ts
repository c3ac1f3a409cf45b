import { HOUR, type Instant, instant } from '@voldgrav/hydrology';

/** A place hour by hour, without a hole in the clock: what stood or flowed there, and the rain that fell in the hour that ends then. */
export interface HourlyHistory {
  /** The end of the first hour. */
  readonly from: Instant;
  /** NaN where nothing is known. */
  readonly values: Float64Array;
  readonly rain: Float64Array;
}

/** Puts values and rain on whole hours; of two in one hour the later one stands. What lies outside (from, to] is left out. */
export function hourlyHistory(
  span: { readonly from: Instant; readonly to: Instant },
  values: Iterable<{ readonly at: Instant; readonly value: number }>,
  rain: Iterable<{ readonly at: Instant; readonly value: number }>,
): HourlyHistory {
  const from = instant(Math.ceil(span.from / HOUR) * HOUR);
  const length = Math.max(0, Math.floor((span.to - from) / HOUR) + 1);
  const filled = (points: Iterable<{ readonly at: Instant; readonly value: number }>): Float64Array => {
    const hours = new Float64Array(length).fill(Number.NaN);
    for (const { at, value } of points) {
      const hour = Math.ceil((at - from) / HOUR);
      if (hour >= 0 && hour < length) hours[hour] = value;
    }
    return hours;
  };
  return { from, values: filled(values), rain: filled(rain) };
}
