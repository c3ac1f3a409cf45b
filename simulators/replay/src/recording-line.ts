import { isoOf } from '@voldgrav/hydrology';
import type { Recorded } from './recorded.ts';

/** One entry as a line of a recording: JSON, which `JsonReader` reads. A payload that is no text stands as base64. */
export function recordingLine(recorded: Recorded): string {
  const receivedAt = isoOf(recorded.receivedAt);
  if (recorded.kind === 'clock') return JSON.stringify({ clock: receivedAt });
  if (recorded.kind === 'act') return JSON.stringify({ act: recorded.name, by: recorded.by, body: recorded.body === '' ? null : (JSON.parse(recorded.body) as unknown), receivedAt });
  if (recorded.kind === 'forecast') return JSON.stringify({ forecast: recorded.name, by: recorded.by, body: JSON.parse(recorded.body) as unknown, receivedAt });
  const { topic, payload } = recorded.message;
  const text = textOf(payload);
  return JSON.stringify(text === undefined ? { topic, payloadBase64: Buffer.from(payload).toString('base64'), receivedAt } : { topic, payload: text, receivedAt });
}

/** Undefined for bytes that are no UTF-8, or would not come back the same. */
function textOf(payload: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
  } catch {
    return undefined;
  }
}
