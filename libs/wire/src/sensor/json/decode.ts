import type { SensorMessage } from '@voldgrav/reading';
import { type Decoded, refused } from '../decoded.ts';
import type { Device } from '../device.ts';
import { isObject, parseJson } from '../parse-json.ts';
import { type MessageTime, orNothing, readingsOf } from '../readings-of.ts';
import type { Said } from '../said.ts';
import { timeOf } from '../time-of.ts';

/** Keys beside the quantities that a message may carry and that are not readings. */
const OTHER_KEYS: ReadonlySet<string> = new Set(['time', 'revision']);

/**
 * Our own JSON (contract.md §3): one object or an array, `time` in ISO 8601 with an offset or epoch s or ms, each
 * quantity with its unit in the key. Never throws: what cannot be read is returned with its reason.
 */
export function decodeJson(message: SensorMessage, device: Device): Decoded {
  const parsed = parseJson(message);
  if (!parsed.ok) return refused(message, parsed.fault);
  if (!Array.isArray(parsed.value)) return decodeItem(message, device, parsed.value);
  if (parsed.value.length === 0) return refused(message, { reason: 'empty', detail: '[]' });
  const parts = parsed.value.map((item: unknown) => decodeItem(message, device, item));
  return {
    readings: parts.flatMap((part) => part.readings),
    undecodable: parts.flatMap((part) => part.undecodable),
  };
}

function decodeItem(message: SensorMessage, device: Device, item: unknown): Decoded {
  if (!isObject(item)) return refused(message, { reason: 'not-json', detail: `not an object: ${JSON.stringify(item)}` });
  const time = timeIn(message, item['time']);
  if (time === undefined) return refused(message, { reason: 'bad-time', detail: JSON.stringify(item['time']) });
  const { revision } = item;
  if (revision !== undefined && !isRevision(revision)) return refused(message, { reason: 'not-a-number', detail: `revision: ${JSON.stringify(revision)}` });
  const said: Said[] = [];
  for (const name of Object.keys(item)) if (!OTHER_KEYS.has(name)) said.push({ name, value: item[name] });
  if (said.length === 0) return refused(message, { reason: 'empty', detail: 'no quantity' });
  return orNothing(message, readingsOf(message, device, { said, faults: [] }, revision === undefined ? time : { ...time, revision }));
}

const isRevision = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function timeIn(message: SensorMessage, time: unknown): MessageTime | undefined {
  if (time === undefined) return { phenomenonTime: message.receivedAt, timeFrom: 'arrival' };
  const phenomenonTime = timeOf(time);
  return phenomenonTime === undefined ? undefined : { phenomenonTime, timeFrom: 'sensor' };
}
