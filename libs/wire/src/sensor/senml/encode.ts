import type { Instant } from '@voldgrav/hydrology';
import { type Quantity, unitOf } from '@voldgrav/reading';

/** One value at one time, for a SenML pack. */
export interface SenmlValue {
  readonly quantity: Quantity;
  readonly value: number;
  readonly time: Instant;
}

/** A SenML pack (RFC 8428) in which every record stands for itself and its name carries its unit as well. */
export const encodeSenml = (values: readonly SenmlValue[]): string =>
  JSON.stringify(values.map(({ quantity, value, time }) => ({ n: quantity, u: unitOf(quantity), v: value, t: time / 1000 })));
