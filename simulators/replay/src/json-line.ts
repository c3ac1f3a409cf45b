/** A line of a recording, its times not yet read. */
export type JsonLine =
  | { readonly topic: string; readonly payloadBase64: string; readonly receivedAt: string | number }
  | { readonly topic: string; readonly payload: unknown; readonly receivedAt: string | number }
  | { readonly act: string; readonly by: string; readonly body: unknown; readonly receivedAt: string | number }
  | { readonly forecast: string; readonly by: string; readonly body: unknown; readonly receivedAt: string | number }
  | { readonly clock: string | number };

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const isTime = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';
const isText = (value: unknown): value is string => typeof value === 'string';

/** Undefined for half a line, and for what is none of a recording. By hand, since a day of a town has half a million of them. */
export function jsonLine(text: string): JsonLine | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Half a line, or none of JSON at all: the caller says so.
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { topic, payload, payloadBase64, receivedAt, act, forecast, by, body, clock } = parsed as Readonly<Record<string, unknown>>;
  if (isTime(receivedAt)) {
    if (isText(topic) && isText(payloadBase64) && BASE64.test(payloadBase64)) return { topic, payloadBase64, receivedAt };
    if (isText(topic) && payload !== undefined) return { topic, payload, receivedAt };
    if (isText(act) && isText(by)) return { act, by, body, receivedAt };
    if (isText(forecast) && isText(by)) return { forecast, by, body, receivedAt };
  }
  return isTime(clock) ? { clock } : undefined;
}
