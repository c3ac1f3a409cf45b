import { readMetric, type SparkplugMetric } from './metric.ts';
import { LENGTH, VARINT, WireReader } from './wire-reader.ts';

/** A Sparkplug B payload, as far as we use it (Sparkplug 3.0 §6.4, sparkplug_b.proto). */
export interface SparkplugPayload {
  /** Milliseconds since 1970; undefined when absent. */
  readonly timestamp: number | undefined;
  /** 0–255. Absent means 0: an encoder of proto3 leaves zeros out. */
  readonly seq: number;
  readonly metrics: readonly SparkplugMetric[];
}

/** Reads a payload's bytes; the reason as a text when they are none. */
export function readPayload(bytes: Uint8Array): SparkplugPayload | string {
  try {
    const reader = new WireReader(bytes);
    let timestamp: number | undefined;
    let seq = 0;
    const metrics: SparkplugMetric[] = [];
    for (let field = reader.field(); field !== undefined; field = reader.field()) {
      if (field.number === TIMESTAMP && field.type === VARINT) timestamp = reader.varint();
      else if (field.number === METRICS && field.type === LENGTH) metrics.push(readMetric(reader.content()));
      else if (field.number === SEQ && field.type === VARINT) seq = reader.varint();
      else reader.skip(field.type);
    }
    return { timestamp, seq, metrics };
  } catch (fault) {
    if (fault instanceof RangeError) return fault.message;
    throw fault;
  }
}

export const TIMESTAMP = 1;
export const METRICS = 2;
export const SEQ = 3;
