import type { SensorMessage } from '@voldgrav/reading';
import { type Decoded, refused } from '../decoded.ts';
import type { Sender } from '../format.ts';
import { hearUplink } from '../lorawan/hear-uplink.ts';
import { isObject, parseJson } from '../parse-json.ts';

/**
 * An event of ChirpStack v4 in JSON. Only `up` measures: joins, statuses and acknowledgements are told apart by the last
 * level of their topic. The device is known by its DevEUI, or by its name there. Never throws.
 */
export function decodeChirpstack(message: SensorMessage, { lookUp }: Sender): Decoded {
  const event = message.topic.slice(message.topic.lastIndexOf('/') + 1);
  if (event !== 'up') return refused(message, { reason: 'not-a-measurement', detail: event });
  const parsed = parseJson(message);
  if (!parsed.ok) return refused(message, parsed.fault);
  const uplink = parsed.value;
  const info = isObject(uplink) ? uplink['deviceInfo'] : undefined;
  if (!isObject(uplink) || !isObject(info)) return refused(message, { reason: 'bad-payload', detail: 'no deviceInfo: not an uplink of ChirpStack v4' });
  const names = [info['devEui'], info['deviceName']].filter((name) => typeof name === 'string');
  const device = lookUp(...names);
  if (device === undefined) return refused(message, { reason: 'unknown-device', detail: names.join(', ') });
  const { deduplicationId } = uplink;
  return hearUplink(message, { device, id: typeof deduplicationId === 'string' ? deduplicationId : undefined, time: uplink['time'], port: uplink['fPort'], data: uplink['data'], object: uplink['object'] });
}
