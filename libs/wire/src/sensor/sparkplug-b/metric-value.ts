import type { SparkplugMetric } from './metric.ts';

/** Data types of Sparkplug 3.0 §6.4.16 that hold signed whole numbers, with their bits. */
const SIGNED_BITS: Readonly<Record<number, number>> = { 1: 8, 2: 16, 3: 32, 4: 64 };
export const DATATYPE = { int8: 1, int16: 2, int32: 3, int64: 4, uint8: 5, uint16: 6, uint32: 7, uint64: 8, float: 9, double: 10, boolean: 11, string: 12 } as const;

/**
 * What a metric's number stands for. Signed numbers travel as unsigned ones, so only the data type tells −1 from
 * 4294967295. Undefined for what is no single value.
 */
export function metricValue({ raw }: Pick<SparkplugMetric, 'raw'>, datatype: number | undefined): number | boolean | string | undefined {
  switch (raw?.field) {
    case 'int':
    case 'long': {
      const bits = datatype === undefined ? undefined : SIGNED_BITS[datatype];
      return Number(bits === undefined ? raw.value : BigInt.asIntN(bits, raw.value));
    }
    case 'float':
      return shortestFloat(raw.value);
    default:
      return raw?.value;
  }
}

/** Most digits that a 32-bit number may need to be told from its neighbours. */
const MOST_DIGITS = 9;

/** The shortest decimal that is the same 32-bit number: 1.4, where a double would show 1.399999976158142. */
function shortestFloat(value: number): number {
  for (let digits = 6; digits < MOST_DIGITS; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
