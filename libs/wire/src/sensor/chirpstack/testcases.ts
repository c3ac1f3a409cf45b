import type { DeviceSource } from '../device-source.ts';
import type { Testcase } from '../testcase.ts';

const topic = 'application/1/device/0101010101010101/event/up';
const TBRG: DeviceSource = { id: '0101010101010101', sensor: 'r-1', codec: 'decentlab-tbrg', settings: { resolution_mm: 0.1 } };
const info = '"time":"2026-08-26T12:20:00.775023242+00:00","deviceInfo":{"deviceName":"R04","devEui":"0101010101010101"}';
const up = (rest: string) => [{ topic, payload: `{${info}${rest}}` }];
const at = '2026-08-26T12:20:00.775Z';

export const testcases: readonly Testcase[] = [
  {
    name: 'bytes through a device codec (domain.md §6.2)',
    messages: up(',"fPort":1,"data":"AgL4AAMABAJYQJoAAAxU","object":{}'),
    devices: [TBRG],
    says: [`r-1 rain_mm 0.4 ${at}`, `r-1 rain_total_mm 1653.8 ${at}`, `r-1 battery_v 3.156 ${at}`],
  },
  {
    name: 'the battery alone, which is no dry interval',
    messages: up(',"fPort":1,"data":"AgL4AAIMVA=="'),
    devices: [TBRG],
    says: [`r-1 battery_v 3.156 ${at}`],
  },
  {
    name: 'one uplink heard by three gateways',
    messages: up(',"fPort":1,"object":{"rain_mm":0.2},"rxInfo":[{"gatewayId":"a"},{"gatewayId":"b"},{"gatewayId":"c"}]'),
    devices: [{ id: '0101010101010101', sensor: 'r-1' }],
    says: [`r-1 rain_mm 0.2 ${at}`],
  },
  {
    name: 'a zero in the decoded object, and none of the zeros that proto3 leaves out',
    messages: up(',"object":{"rain_mm":0}'),
    devices: [{ id: '0101010101010101', sensor: 'r-1' }],
    says: [`r-1 rain_mm 0 ${at}`],
  },
  {
    name: 'values inside values, by names that the town explains',
    messages: up(',"object":{"water":{"level":140,"unit":"cm"},"humidity":80}'),
    devices: [{ id: '0101010101010101', sensor: 'l-1', values: { 'water.level': { quantity: 'level_m', factor: 0.01, offset: -1 } } }],
    says: [`l-1 level_m 0.4 ${at}`],
  },
  {
    name: 'a DevEUI in capitals',
    messages: [{ topic, payload: `{"time":"2026-08-26T12:20:00Z","deviceInfo":{"devEui":"70B3D57BA0000102"},"object":{"rain_mm":1}}` }],
    devices: [{ id: '70b3d57ba0000102', sensor: 'r-1' }],
    says: ['r-1 rain_mm 1 2026-08-26T12:20:00.000Z'],
  },
  { name: 'a device nobody has entered', messages: up(',"data":"qg=="'), says: [], refuses: ['unknown-device'] },
  { name: 'bytes of a device without a codec', messages: up(',"fPort":1,"data":"qg=="'), devices: [{ id: '0101010101010101', sensor: 'r-1' }], says: [], refuses: ['no-codec'] },
  { name: 'bytes of another device', messages: up(',"fPort":1,"data":"qg=="'), devices: [TBRG], says: [], refuses: ['bad-payload'] },
  { name: 'data that is no base64', messages: up(',"fPort":1,"data":"***"'), devices: [TBRG], says: [], refuses: ['bad-payload'] },
  { name: 'an uplink of network commands alone', messages: up(''), devices: [TBRG], says: [], refuses: ['not-a-measurement'] },
  {
    name: 'a status, which measures nothing',
    messages: [{ topic: 'application/1/device/0101010101010101/event/status', payload: `{${info},"margin":10,"batteryLevel":88.3}` }],
    devices: [TBRG],
    says: [],
    refuses: ['unknown-format'],
  },
  { name: 'version 3 of ChirpStack', messages: [{ topic, payload: '{"devEUI":"AQEBAQEBAQE=","fPort":5,"data":"Bw2KDADB"}' }], devices: [TBRG], says: [], refuses: ['bad-payload'] },
  { name: 'a time without an offset', messages: [{ topic, payload: '{"time":"2026-08-26T12:20:00","deviceInfo":{"devEui":"0101010101010101"},"object":{"rain_mm":1}}' }], devices: [TBRG], says: [], refuses: ['bad-time'] },
];
