import type { DeviceSource } from '../device-source.ts';
import type { Testcase } from '../testcase.ts';

const topic = 'v3/regn@ravnsvig/devices/r04/up';
const ids = '"end_device_ids":{"device_id":"r04","application_ids":{"application_id":"regn"},"dev_eui":"0004A30B001C0530"}';
const TBRG: DeviceSource = { id: '0004a30b001c0530', sensor: 'r-1', codec: 'decentlab-tbrg', settings: { resolution_mm: 0.1 } };
const up = (content: string, rest = '') => [
  { topic, payload: `{${ids},"received_at":"2026-08-26T12:20:01.787Z","uplink_message":{${content},"received_at":"2026-08-26T12:20:01.576Z"}${rest}}` },
];
const at = '2026-08-26T12:20:01.576Z';

export const testcases: readonly Testcase[] = [
  {
    name: 'bytes through a device codec (domain.md §6.3)',
    messages: up('"f_cnt":4161,"f_port":1,"frm_payload":"AgL4AAMABAJYQJoAAAxU","decoded_payload":{}', ',"simulated":false'),
    devices: [TBRG],
    says: [`r-1 rain_mm 0.4 ${at}`, `r-1 rain_total_mm 1653.8 ${at}`, `r-1 battery_v 3.156 ${at}`],
  },
  { name: 'what the stack has decoded', messages: up('"f_port":1,"frm_payload":"gkHe","decoded_payload":{"level_m":1.0}'), devices: [{ id: 'r04', sensor: 'l-1' }], says: [`l-1 level_m 1 ${at}`] },
  { name: 'a device by application and id, since ids are the application\'s own', messages: up('"decoded_payload":{"level_m":1.4}'), devices: [{ id: 'regn/r04', sensor: 'l-1' }, { id: 'r04', sensor: 'r-1' }], says: [`l-1 level_m 1.4 ${at}`] },
  {
    name: 'a simulated uplink, which never becomes a reading',
    messages: up('"f_port":1,"frm_payload":"AgL4AAMABAJYQJoAAAxU"', ',"simulated":true'),
    devices: [TBRG],
    says: [],
    refuses: ['simulated'],
  },
  { name: 'a join, which measures nothing', messages: [{ topic, payload: `{${ids},"join_accept":{"session_key_id":"AXBSH1Pk6Z0G166RlH16CQ=="}}` }], devices: [TBRG], says: [], refuses: ['not-a-measurement'] },
  { name: 'a device nobody has entered', messages: up('"decoded_payload":{"level_m":1}'), says: [], refuses: ['unknown-device'] },
  { name: 'another network\'s envelope', messages: [{ topic, payload: '{"deviceInfo":{}}' }], devices: [TBRG], says: [], refuses: ['bad-payload'] },
  { name: 'text', messages: [{ topic, payload: 'hello' }], devices: [TBRG], says: [], refuses: ['not-json'] },
];
