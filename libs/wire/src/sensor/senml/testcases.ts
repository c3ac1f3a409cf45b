import type { Testcase } from '../testcase.ts';

const topic = 'sensors/l-1/senml';
const on = (payload: string) => [{ topic, payload }];

export const testcases: readonly Testcase[] = [
  {
    name: 'a level, and rain a minute before it (domain.md §6.4)',
    messages: on('[{"bn":"urn:dev:mac:0024befffe804ff1:","bt":1787746800,"n":"level","u":"m","v":1.426},{"n":"rain","u":"mm","v":0.2,"t":-60}]'),
    says: ['l-1 level_m 1.426 2026-08-26T12:20:00.000Z', 'l-1 rain_mm 0.2 2026-08-26T12:19:00.000Z'],
  },
  {
    name: 'base fields, which hold until another takes their place (RFC 8428 §4.2)',
    messages: on('[{"bn":"a/","bt":1787746800,"bu":"Cel","bv":20,"n":"temperature","v":1.5},{"n":"temperature","t":60},{"bn":"b/","bv":0,"n":"temperature","u":"K","v":273.15,"t":120}]'),
    says: [
      'l-1 temperature_c 21.5 2026-08-26T12:20:00.000Z',
      'l-1 temperature_c 20 2026-08-26T12:21:00.000Z',
      'l-1 temperature_c 0 2026-08-26T12:22:00.000Z',
    ],
  },
  {
    name: 'times below 2^28, which are seconds from now and so no better than the arrival (RFC 8428 §4.5.3)',
    messages: on('[{"n":"level_m","v":1.4},{"n":"level_m","v":1.3,"t":-60}]'),
    says: ['l-1 level_m 1.4 arrival', 'l-1 level_m 1.3 arrival'],
  },
  {
    name: 'units brought into those of our quantities',
    messages: on('[{"bt":1787746800,"n":"level","u":"mm","v":1426},{"n":"pressure","u":"Pa","v":101325},{"n":"flow","u":"m3/s","v":0.25},{"n":"battery","u":"mV","v":3156}]'),
    says: [
      'l-1 level_m 1.426 2026-08-26T12:20:00.000Z',
      'l-1 pressure_hpa 1013.25 2026-08-26T12:20:00.000Z',
      'l-1 flow_lps 250 2026-08-26T12:20:00.000Z',
      'l-1 battery_v 3.156 2026-08-26T12:20:00.000Z',
    ],
  },
  { name: 'a boolean', messages: on('[{"bt":1787746800,"n":"pump_on","vb":false}]'), says: ['l-1 pump_on 0 2026-08-26T12:20:00.000Z'] },
  {
    name: 'names that the town explains, whole or without the base name',
    messages: on('[{"bn":"box:","bt":1787746800,"n":"d","u":"cm","v":150},{"n":"b","u":"%EL","v":80}]'),
    devices: [{ id: 'l-1', sensor: 'l-1', values: { 'box:d': { quantity: 'level_m', factor: -0.01, offset: 3 } } }],
    says: ['l-1 level_m 1.5 2026-08-26T12:20:00.000Z'],
  },
  { name: 'rain by the hour, which is no depth', messages: on('[{"n":"rain","u":"mm/h","v":12}]'), says: [], refuses: ['unknown-unit'] },
  { name: 'a name nobody knows', messages: on('[{"n":"humidity","u":"%RH","v":80}]'), says: [], refuses: ['unknown-quantity'] },
  { name: 'text where a number belongs', messages: on('[{"n":"level_m","vs":"high"}]'), says: [], refuses: ['not-a-number'] },
  { name: 'an object in place of the list', messages: on('{"n":"level_m","v":1}'), says: [], refuses: ['bad-payload'] },
  { name: 'a number in quotes', messages: on('[{"n":"level_m","v":"1.4"}]'), says: [], refuses: ['bad-payload'] },
  { name: 'a version to come', messages: on('[{"bver":11,"n":"level_m","v":1.4}]'), says: [], refuses: ['bad-payload'] },
  { name: 'a label that must be understood', messages: on('[{"n":"level_m","v":1.4,"scale_":10}]'), says: [], refuses: ['bad-payload'] },
  { name: 'base fields alone', messages: on('[{"bn":"a/","bt":1787746800,"bv":3}]'), says: [], refuses: ['empty'] },
  { name: 'a time beyond every calendar', messages: on('[{"n":"level_m","v":1.4,"t":1e300}]'), says: [], refuses: ['bad-time'] },
];
