import type { SensorMessage } from '@voldgrav/reading';
import type { Fault } from './decoded.ts';

export type ParsedJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: Fault };

/** One for all: making one takes longer than reading a message. */
const decoder = new TextDecoder();

/** A payload as JSON, or why it is none. */
export function parseJson(message: Pick<SensorMessage, 'payload' | 'text'>): ParsedJson {
  const text = message.text ?? decoder.decode(message.payload);
  if (text === '' && message.payload.length === 0) return { ok: false, fault: { reason: 'empty', detail: '0 bytes' } };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, fault: { reason: 'not-json', detail: text } };
  }
}

/** True for what JSON calls an object. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
