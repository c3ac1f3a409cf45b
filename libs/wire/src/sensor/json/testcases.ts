import type { Testcase } from '../testcase.ts';

const topic = 'sensors/r-1/json';

export const testcases: readonly Testcase[] = [
  {
    name: 'one object',
    messages: [{ topic, payload: '{"time":"2026-08-26T12:20:00Z","rain_mm":0.2}' }],
    says: ['r-1 rain_mm 0.2 2026-08-26T12:20:00.000Z'],
  },
  {
    name: 'an array with epoch seconds and milliseconds',
    messages: [{ topic, payload: '[{"time":1787746800,"rain_mm":0},{"time":1787746860000,"rain_mm":0.4}]' }],
    says: ['r-1 rain_mm 0 2026-08-26T12:20:00.000Z', 'r-1 rain_mm 0.4 2026-08-26T12:21:00.000Z'],
  },
  {
    name: 'a device by another name, whose distance is a level',
    messages: [{ topic: 'sensors/box-7/json', payload: '{"time":1787746800,"afstand_mm":1234,"battery_v":3.1,"rssi":-90}' }],
    devices: [{ id: 'box-7', sensor: 'l-1', values: { afstand_mm: { quantity: 'level_m', factor: -0.001, offset: 3.2 } } }],
    says: ['l-1 level_m 1.966 2026-08-26T12:20:00.000Z', 'l-1 battery_v 3.1 2026-08-26T12:20:00.000Z'],
  },
  { name: 'a sensor that the town does not know', messages: [{ topic: 'sensors/nobody/json', payload: '{"rain_mm":1}' }], says: [], refuses: ['unknown-sensor'] },
  { name: 'a topic of no source', messages: [{ topic: 'sensors/r-1/xml', payload: '<rain/>' }], says: [], refuses: ['unknown-format'] },
];
