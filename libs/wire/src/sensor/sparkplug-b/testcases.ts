import type { DeviceSource } from '../device-source.ts';
import type { Testcase } from '../testcase.ts';
import { encodeSparkplug, type MetricToSend } from './encode.ts';

const AT = Date.UTC(2026, 7, 26, 12, 20);
const at = '2026-08-26T12:20:00.000Z';
const PUMP: DeviceSource = {
  id: 'water/edge/pump-1',
  sensor: 'p-1',
  values: { Drift: { quantity: 'pump_on' }, 'Sump/Level': { quantity: 'level_m', sensor: 'l-1' } },
};
const born: readonly MetricToSend[] = [
  { name: 'Drift', alias: 1, type: 'boolean', value: false },
  { name: 'Sump/Level', alias: 2, type: 'float', value: 1.4 },
];
const message = (kind: string, seq: number | undefined, metrics: readonly MetricToSend[], device = '/pump-1') => ({
  topic: `spBv1.0/water/${kind}/edge${device}`,
  payload: encodeSparkplug({ timestamp: AT, metrics, ...(seq === undefined ? {} : { seq }) }),
});
const nodeBirth = message('NBIRTH', 0, [{ name: 'bdSeq', type: 'int64', value: 3 }, { name: 'Node Control/Rebirth', type: 'boolean', value: false }], '');
const nodeDeath = (bdSeq: number) => message('NDEATH', undefined, [{ name: 'bdSeq', type: 'int64', value: bdSeq }], '');
const deviceBirth = message('DBIRTH', 1, born);
const data = (seq: number, ...metrics: readonly Pick<MetricToSend, 'alias' | 'type' | 'value'>[]) => message('DDATA', seq, metrics.map((each) => ({ ...each, withType: false })));
const FROM_BIRTH = [`p-1 pump_on 0 ${at}`, `l-1 level_m 1.4 ${at}`];
const node: DeviceSource = { id: 'water/edge', sensor: 'p-1', values: { uptime: { quantity: 'tips' } } };

export const testcases: readonly Testcase[] = [
  {
    name: 'births that give out aliases, and data that use them',
    messages: [nodeBirth, deviceBirth, data(2, { alias: 2, type: 'float', value: 1.5 }, { alias: 1, type: 'boolean', value: true })],
    devices: [PUMP, node],
    says: [...FROM_BIRTH, `l-1 level_m 1.5 ${at}`, `p-1 pump_on 1 ${at}`],
    refuses: ['not-a-measurement'],
  },
  { name: 'an alias whose birth nobody heard', messages: [data(7, { alias: 2, type: 'float', value: 1.5 })], devices: [PUMP], says: [], refuses: ['no-birth'] },
  {
    name: 'a number left out between two messages, after which values are still read',
    messages: [nodeBirth, deviceBirth, data(4, { alias: 2, type: 'float', value: 1.6 })],
    devices: [PUMP, node],
    says: [...FROM_BIRTH, `l-1 level_m 1.6 ${at}`],
    refuses: ['not-a-measurement', 'sequence-gap'],
  },
  {
    name: 'numbers that begin again after 255',
    messages: [{ ...deviceBirth, payload: encodeSparkplug({ timestamp: AT, seq: 255, metrics: born }) }, data(0, { alias: 2, type: 'float', value: 1.6 })],
    devices: [PUMP],
    says: [...FROM_BIRTH, `l-1 level_m 1.6 ${at}`],
  },
  {
    name: 'the same message twice, which is no gap',
    messages: [deviceBirth, data(2, { alias: 1, type: 'boolean', value: true }), data(2, { alias: 1, type: 'boolean', value: true })],
    devices: [PUMP],
    says: [...FROM_BIRTH, `p-1 pump_on 1 ${at}`, `p-1 pump_on 1 ${at}`],
  },
  {
    name: 'a death, after which aliases mean nothing',
    messages: [nodeBirth, deviceBirth, nodeDeath(3), data(2, { alias: 2, type: 'float', value: 1.5 })],
    devices: [PUMP, node],
    says: FROM_BIRTH,
    refuses: ['not-a-measurement', 'not-a-measurement', 'no-birth'],
  },
  {
    name: 'the late death of a life before this one, which ends nothing',
    messages: [nodeBirth, deviceBirth, nodeDeath(2), data(2, { alias: 2, type: 'float', value: 1.5 })],
    devices: [PUMP, node],
    says: [...FROM_BIRTH, `l-1 level_m 1.5 ${at}`],
    refuses: ['not-a-measurement', 'not-a-measurement'],
  },
  {
    name: 'a device\'s death, which leaves the others alone',
    messages: [deviceBirth, message('DDEATH', 2, []), data(3, { alias: 2, type: 'float', value: 1.5 })],
    devices: [PUMP],
    says: FROM_BIRTH,
    refuses: ['not-a-measurement', 'no-birth'],
  },
  {
    name: 'negative whole numbers, which travel unsigned and are told by the type in the birth',
    messages: [
      message('DBIRTH', 1, [{ name: 'Sump/Level', alias: 2, type: 'int16', value: -120 }]),
      data(2, { alias: 2, type: 'int16', value: -121 }),
      message('DDATA', 3, [{ name: 'Sump/Level', type: 'int8', value: -5 }]),
      message('DDATA', 4, [{ name: 'Sump/Level', type: 'int64', value: -70_000_000_000 }]),
    ],
    devices: [PUMP],
    says: [`l-1 level_m -120 ${at}`, `l-1 level_m -121 ${at}`, `l-1 level_m -5 ${at}`, `l-1 level_m -70000000000 ${at}`],
  },
  {
    name: 'a metric with a time of its own',
    messages: [message('DBIRTH', 1, [{ name: 'Sump/Level', timestamp: AT - 60_000, type: 'double', value: 1.25 }])],
    devices: [PUMP],
    says: ['l-1 level_m 1.25 2026-08-26T12:19:00.000Z'],
  },
  { name: 'a metric that is null', messages: [message('DBIRTH', 1, [{ name: 'Drift', type: 'boolean', value: null }])], devices: [PUMP], says: [], refuses: ['no-value'] },
  {
    name: 'bytes by hand: timestamp 1787746800000, one metric "Drift" of type 11 with true, and no seq, which is 0',
    messages: [{ topic: 'spBv1.0/water/DBIRTH/edge/pump-1', payload: Uint8Array.from([0x08, 0x80, 0xa3, 0x8d, 0xf0, 0x83, 0x34, 0x12, 0x0b, 0x0a, 0x05, 0x44, 0x72, 0x69, 0x66, 0x74, 0x20, 0x0b, 0x70, 0x01]) }],
    devices: [PUMP],
    says: [`p-1 pump_on 1 ${at}`],
  },
  { name: 'bytes that end too soon', messages: [{ topic: 'spBv1.0/water/DDATA/edge/pump-1', payload: Uint8Array.from([0x12, 0x0a, 0x01]) }], devices: [PUMP], says: [], refuses: ['bad-payload'] },
  { name: 'a device nobody has entered', messages: [deviceBirth], says: [], refuses: ['unknown-device'] },
  { name: 'a command, which measures nothing', messages: [message('DCMD', undefined, born)], devices: [PUMP], says: [], refuses: ['not-a-measurement'] },
];
