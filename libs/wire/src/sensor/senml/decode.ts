import { type Instant, shifted } from '@voldgrav/hydrology';
import type { SensorMessage } from '@voldgrav/reading';
import { type Decoded, type Fault, refusal, refused } from '../decoded.ts';
import type { Device } from '../device.ts';
import { isObject, parseJson } from '../parse-json.ts';
import { type MessageTime, orNothing, readingsOf } from '../readings-of.ts';
import { timeFromUtcMs } from '../time-of.ts';
import { quantityIn } from './quantity-in.ts';
import { resolved, type SenmlRecord } from './resolve.ts';

/** Resolved times below this are seconds before or after now (RFC 8428 §4.5.3). */
const SMALLEST_ABSOLUTE_S = 2 ** 28;

/**
 * SenML in JSON (RFC 8428). What a name means is said by the device's map, by the whole name or by `n` alone; otherwise
 * by the name's last part and its unit. Never throws.
 */
export function decodeSenml(message: SensorMessage, device: Device): Decoded {
  const parsed = parseJson(message);
  if (!parsed.ok) return refused(message, parsed.fault);
  if (!Array.isArray(parsed.value)) return refused(message, { reason: 'bad-payload', detail: 'a SenML pack is a list of records' });
  if (parsed.value.length === 0) return refused(message, { reason: 'empty', detail: '[]' });
  const pack: readonly unknown[] = parsed.value;
  if (!pack.every(isObject)) return refused(message, { reason: 'bad-payload', detail: 'a SenML record is an object' });
  const result = resolved(pack);
  if ('reason' in result) return refused(message, result);
  if (result.length === 0) return refused(message, { reason: 'empty', detail: 'no record with a value' });
  const parts = result.map((record) => decodeRecord(message, device, record));
  return orNothing(message, { readings: parts.flatMap((part) => part.readings), undecodable: parts.flatMap((part) => part.undecodable) });
}

function decodeRecord(message: SensorMessage, device: Device, record: SenmlRecord): Decoded {
  const time = timeOfRecord(record.time, message.receivedAt);
  if (time === undefined) return refused(message, { reason: 'bad-time', detail: `${record.name}: ${record.time}` });
  const said = saidBy(record, device);
  if ('reason' in said) return { readings: [], undecodable: [refusal(message, said.reason, said.detail)] };
  return readingsOf(message, device, { said: [said], faults: [] }, time);
}

/** A time relative to now is no better than the arrival: a second delivery of the message would have another one. */
function timeOfRecord(time: number, receivedAt: Instant): MessageTime | undefined {
  if (time < SMALLEST_ABSOLUTE_S) return { phenomenonTime: shifted(receivedAt, Math.round(time * 1000)), timeFrom: 'arrival' };
  const phenomenonTime = timeFromUtcMs(time * 1000);
  return phenomenonTime === undefined ? undefined : { phenomenonTime, timeFrom: 'sensor' };
}

function saidBy({ name, shortName, unit, value }: SenmlRecord, device: Device): { readonly name: string; readonly value: unknown } | Fault {
  const mapped = [name, shortName].find((each) => device.meanings?.has(each) === true);
  if (mapped !== undefined) return { name: mapped, value };
  const meant = quantityIn(shortName === '' ? name : shortName, unit);
  if (meant === undefined) return { name, value };
  if (meant === 'unknown-unit') return { reason: 'unknown-unit', detail: `${name} in ${unit === '' ? 'no unit' : unit}` };
  return { name: meant.quantity, value: typeof value === 'number' ? meant.inOurUnit(value) : value };
}
