import type { Fault } from './decoded.ts';

export type ParsedJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: Fault };

/** One for all: making one takes longer than reading a message. */
const decoder = new TextDecoder();

/** A payload as JSON, or why it is none. */
export function parseJson(payload: Uint8Array): ParsedJson {
  if (payload.length === 0) return { ok: false, fault: { reason: 'empty', detail: '0 bytes' } };
  const text = decoder.decode(payload);
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, fault: { reason: 'not-json', detail: text } };
  }
}

/** True for what JSON calls an object. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
