import type { SensorMessage } from '@voldgrav/reading';
import { type Decoded, refused } from '../decoded.ts';
import type { Sender } from '../format.ts';
import { hearUplink } from '../lorawan/hear-uplink.ts';
import { isObject, parseJson } from '../parse-json.ts';

/**
 * A message of The Things Stack v3 in JSON; only uplinks measure. The device is known by its DevEUI, by
 * `application/device`, or by its device id alone. One that was simulated in the console never becomes a reading, since
 * nobody may be woken by an exercise in a browser. Never throws.
 */
export function decodeTheThingsStack(message: SensorMessage, { lookUp }: Sender): Decoded {
  const parsed = parseJson(message);
  if (!parsed.ok) return refused(message, parsed.fault);
  const body = parsed.value;
  const ids = isObject(body) ? body['end_device_ids'] : undefined;
  if (!isObject(body) || !isObject(ids)) return refused(message, { reason: 'bad-payload', detail: 'no end_device_ids: not a message of The Things Stack v3' });
  const uplink = body['uplink_message'];
  if (!isObject(uplink)) return refused(message, { reason: 'not-a-measurement', detail: Object.keys(body).join(', ') });
  if (body['simulated'] === true) return refused(message, { reason: 'simulated', detail: namesOf(ids).join(', ') });
  const names = namesOf(ids);
  const device = lookUp(...names);
  if (device === undefined) return refused(message, { reason: 'unknown-device', detail: names.join(', ') });
  return hearUplink(message, {
    device,
    id: uplinkId(uplink, names[0] ?? ''),
    time: uplink['received_at'] ?? body['received_at'],
    port: uplink['f_port'],
    data: uplink['frm_payload'],
    object: uplink['decoded_payload'],
  });
}

/** A frame of a session has one count, which is left out when it is 0; without a session a count may be anybody's. */
const uplinkId = ({ session_key_id: session, f_cnt: count = 0 }: Readonly<Record<string, unknown>>, device: string): string | undefined =>
  typeof session === 'string' && typeof count === 'number' ? `${device}/${session}/${count}` : undefined;

function namesOf(ids: Readonly<Record<string, unknown>>): readonly string[] {
  const application = isObject(ids['application_ids']) ? ids['application_ids']['application_id'] : undefined;
  const { dev_eui: devEui, device_id: deviceId } = ids;
  return [
    ...(typeof devEui === 'string' ? [devEui] : []),
    ...(typeof deviceId === 'string' && typeof application === 'string' ? [`${application}/${deviceId}`] : []),
    ...(typeof deviceId === 'string' ? [deviceId] : []),
  ];
}
