import { FIXED_32, FIXED_64, LENGTH, VARINT, WireReader } from './wire-reader.ts';

/** One metric of a Sparkplug payload. Its number is as it was sent; `metricValue` says what it stands for. */
export interface SparkplugMetric {
  readonly name: string | undefined;
  readonly alias: number | undefined;
  /** Milliseconds since 1970; undefined where the payload's own time holds. */
  readonly timestamp: number | undefined;
  /** What kind of value it is; data may leave it to the birth. */
  readonly datatype: number | undefined;
  readonly isNull: boolean;
  readonly raw: RawValue | undefined;
}

/** The value by the field that carried it. */
export type RawValue =
  | { readonly field: 'int' | 'long'; readonly value: bigint }
  | { readonly field: 'float' | 'double'; readonly value: number }
  | { readonly field: 'boolean'; readonly value: boolean }
  | { readonly field: 'string'; readonly value: string }
  | { readonly field: 'other'; readonly value: undefined };

export const FIELD = { name: 1, alias: 2, timestamp: 3, datatype: 4, isNull: 7, int: 10, long: 11, float: 12, double: 13, boolean: 14, string: 15, lastValue: 19 } as const;

/** Reads one metric. Throws a RangeError for bytes that are none. */
export function readMetric(bytes: Uint8Array): SparkplugMetric {
  const reader = new WireReader(bytes);
  let name: string | undefined;
  let alias: number | undefined;
  let timestamp: number | undefined;
  let datatype: number | undefined;
  let isNull = false;
  let raw: RawValue | undefined;
  for (let field = reader.field(); field !== undefined; field = reader.field()) {
    const { number, type } = field;
    if (number === FIELD.name && type === LENGTH) name = new TextDecoder().decode(reader.content());
    else if (number === FIELD.alias && type === VARINT) alias = reader.varint();
    else if (number === FIELD.timestamp && type === VARINT) timestamp = reader.varint();
    else if (number === FIELD.datatype && type === VARINT) datatype = reader.varint();
    else if (number === FIELD.isNull && type === VARINT) isNull = reader.varint() !== 0;
    else raw = rawValue(reader, number, type) ?? raw;
  }
  return { name, alias, timestamp, datatype, isNull, raw };
}

function rawValue(reader: WireReader, number: number, type: number): RawValue | undefined {
  if (number === FIELD.int && type === VARINT) return { field: 'int', value: reader.bigVarint() };
  if (number === FIELD.long && type === VARINT) return { field: 'long', value: reader.bigVarint() };
  if (number === FIELD.float && type === FIXED_32) return { field: 'float', value: reader.float() };
  if (number === FIELD.double && type === FIXED_64) return { field: 'double', value: reader.double() };
  if (number === FIELD.boolean && type === VARINT) return { field: 'boolean', value: reader.varint() !== 0 };
  if (number === FIELD.string && type === LENGTH) return { field: 'string', value: new TextDecoder().decode(reader.content()) };
  reader.skip(type);
  return number > FIELD.string && number <= FIELD.lastValue ? { field: 'other', value: undefined } : undefined;
}
