import { FIELD } from './metric.ts';
import { DATATYPE } from './metric-value.ts';
import { METRICS, SEQ, TIMESTAMP } from './payload.ts';
import { WireWriter } from './wire-writer.ts';

/** A metric to send: with its name and data type in a birth, by alias alone in data. */
export interface MetricToSend {
  readonly name?: string;
  readonly alias?: number;
  /** Milliseconds since 1970. */
  readonly timestamp?: number;
  readonly type: keyof typeof DATATYPE;
  /** Null for a metric without a value. */
  readonly value: number | boolean | string | null;
  /** Left out of data, where the birth has said it. */
  readonly withType?: boolean;
}

/** A Sparkplug B payload in bytes (Sparkplug 3.0 §6.4). */
export function encodeSparkplug({ timestamp, seq, metrics }: {
  readonly timestamp?: number;
  /** Absent from a death certificate. */
  readonly seq?: number;
  readonly metrics: readonly MetricToSend[];
}): Uint8Array {
  const writer = new WireWriter();
  if (timestamp !== undefined) writer.varint(TIMESTAMP, timestamp);
  for (const metric of metrics) writer.content(METRICS, metricBytes(metric));
  if (seq !== undefined) writer.varint(SEQ, seq);
  return writer.finish();
}

function metricBytes({ name, alias, timestamp, type, value, withType = true }: MetricToSend): Uint8Array {
  const writer = new WireWriter();
  if (name !== undefined) writer.content(FIELD.name, new TextEncoder().encode(name));
  if (alias !== undefined) writer.varint(FIELD.alias, alias);
  if (timestamp !== undefined) writer.varint(FIELD.timestamp, timestamp);
  if (withType) writer.varint(FIELD.datatype, DATATYPE[type]);
  if (value === null) writer.varint(FIELD.isNull, 1);
  else if (typeof value === 'string') writer.content(FIELD.string, new TextEncoder().encode(value));
  else if (typeof value === 'boolean') writer.varint(FIELD.boolean, Number(value));
  else if (type === 'float') writer.float(FIELD.float, value);
  else if (type === 'double') writer.double(FIELD.double, value);
  else if (type === 'int64' || type === 'uint64') writer.varint(FIELD.long, BigInt(value));
  // Signed numbers of up to 32 bits travel as unsigned ones of 32 bits.
  else writer.varint(FIELD.int, BigInt.asUintN(32, BigInt(value)));
  return writer.finish();
}
