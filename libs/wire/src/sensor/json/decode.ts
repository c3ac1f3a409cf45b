import { type Instant, instant, instantFromIso } from '@voldgrav/hydrology';
import { isQuantity, type Reading, type SensorMessage, type Undecodable, type UndecodableReason } from '@voldgrav/reading';

/** What one message held: readings, and what in it could not be read. One bad part does not spoil the rest. */
export interface Decoded {
  readonly readings: readonly Reading[];
  readonly undecodable: readonly Undecodable[];
}

/** Keys beside the quantities that a message may carry and that are not readings. */
const OTHER_KEYS: ReadonlySet<string> = new Set(['time', 'revision']);
const MOST_DETAIL = 120;

/**
 * Our own JSON (contract.md §3): one object or an array, `time` in ISO 8601 with an offset or epoch s or ms, each
 * quantity with its unit in the key. Never throws: what cannot be read is returned with its reason.
 */
export function decodeJson(message: SensorMessage, sensor: string): Decoded {
  const parsed = parse(message.payload);
  if ('fault' in parsed) return { readings: [], undecodable: [refusal(message, parsed.fault, parsed.detail)] };
  if (!Array.isArray(parsed.value)) return decodeItem(message, sensor, parsed.value);
  const items: readonly unknown[] = parsed.value;
  if (items.length === 0) return { readings: [], undecodable: [refusal(message, 'empty', '[]')] };
  const parts = items.map((item) => decodeItem(message, sensor, item));
  return {
    readings: parts.flatMap((part) => part.readings),
    undecodable: parts.flatMap((part) => part.undecodable),
  };
}

function parse(payload: Uint8Array): { value: unknown } | { fault: UndecodableReason; detail: string } {
  if (payload.length === 0) return { fault: 'empty', detail: '0 bytes' };
  const text = new TextDecoder().decode(payload);
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { fault: 'not-json', detail: text };
  }
}

function decodeItem(message: SensorMessage, sensor: string, item: unknown): Decoded {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    return { readings: [], undecodable: [refusal(message, 'not-json', `not an object: ${JSON.stringify(item)}`)] };
  }
  const fields: readonly (readonly [string, unknown])[] = Object.entries(item);
  const time = timeOf((item as { time?: unknown }).time, message.receivedAt);
  if (time === undefined) {
    return { readings: [], undecodable: [refusal(message, 'bad-time', JSON.stringify((item as { time?: unknown }).time))] };
  }
  const said = fields.filter(([key]) => !OTHER_KEYS.has(key));
  if (said.length === 0) return { readings: [], undecodable: [refusal(message, 'empty', 'no quantity')] };
  const readings: Reading[] = [];
  const undecodable: Undecodable[] = [];
  for (const [key, raw] of said) {
    const value = typeof raw === 'boolean' ? Number(raw) : raw;
    if (!isQuantity(key)) undecodable.push(refusal(message, 'unknown-quantity', key));
    else if (typeof value !== 'number' || !Number.isFinite(value)) {
      undecodable.push(refusal(message, 'not-a-number', `${key}: ${JSON.stringify(raw)}`));
    } else readings.push({ sensor, quantity: key, value, receivedAt: message.receivedAt, phenomenonTime: time.phenomenonTime, timeFrom: time.timeFrom });
  }
  return { readings, undecodable };
}

/** Epoch numbers below this are seconds: as milliseconds they would lie before March 1973. */
const SMALLEST_EPOCH_MS = 100_000_000_000;
/** What JavaScript can hold as a date; beyond it no calendar can be written. */
const LARGEST_EPOCH_MS = 8_640_000_000_000_000;

function timeOf(time: unknown, receivedAt: Instant): Pick<Reading, 'phenomenonTime' | 'timeFrom'> | undefined {
  if (time === undefined) return { phenomenonTime: receivedAt, timeFrom: 'arrival' };
  const phenomenonTime = typeof time === 'number' ? fromEpoch(time) : typeof time === 'string' ? instantFromIso(time) : undefined;
  return phenomenonTime === undefined ? undefined : { phenomenonTime, timeFrom: 'sensor' };
}

function fromEpoch(time: number): Instant | undefined {
  const utcMs = Math.round(time < SMALLEST_EPOCH_MS ? time * 1000 : time);
  return time > 0 && utcMs <= LARGEST_EPOCH_MS ? instant(utcMs) : undefined;
}

const refusal = (message: SensorMessage, reason: UndecodableReason, detail: string): Undecodable => ({
  reason,
  detail: detail.length > MOST_DETAIL ? `${detail.slice(0, MOST_DETAIL)}…` : detail,
  topic: message.topic,
  receivedAt: message.receivedAt,
});
