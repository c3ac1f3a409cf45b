import { type Instant, isoOf } from '@voldgrav/hydrology';
import type { Quantity, Reading } from '@voldgrav/reading';

/** One moment of a sensor. Without a time the receiver takes the time of arrival. */
export interface JsonMoment {
  readonly time?: Instant;
  readonly values: Partial<Readonly<Record<Quantity, number>>>;
}

/** Our own JSON as a sensor sends it (contract.md §3): one moment as an object, several as an array. */
export const encodeJson = (...moments: readonly JsonMoment[]): string =>
  JSON.stringify(moments.length === 1 ? itemOf(moments[0] ?? { values: {} }) : moments.map(itemOf));

const itemOf = ({ time, values }: JsonMoment) => ({ ...(time === undefined ? {} : { time: isoOf(time) }), ...values });

/** A sensor's readings, those of one time together. */
export function encodeReadings(readings: readonly Reading[]): string {
  const moments = new Map<Instant | undefined, Partial<Record<Quantity, number>>>();
  for (const { quantity, value, phenomenonTime, timeFrom } of readings) {
    const time = timeFrom === 'sensor' ? phenomenonTime : undefined;
    const values = moments.get(time) ?? {};
    values[quantity] = value;
    moments.set(time, values);
  }
  return encodeJson(...[...moments].map(([time, values]) => ({ values, ...(time === undefined ? {} : { time }) })));
}
