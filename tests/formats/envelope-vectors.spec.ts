import { instant, isoOf } from '@voldgrav/hydrology';
import { type DeviceSource, FORMATS, type FormatName, readerFor } from '@voldgrav/wire';
import { DATA_ABSENT } from '@voldgrav/test-storms/recording';
import { beforeEach, describe, expect, it } from 'vitest';
import { payloads } from './payloads.ts';

const NOW = instant(Date.UTC(2026, 7, 26, 12, 30));

function read(format: FormatName, topic: string, payload: unknown, ...devices: readonly DeviceSource[]) {
  const sources = FORMATS[format].topics.map((each) => ({ topic: each, format }));
  const reader = readerFor({ sources, devices, sensors: [{ id: 's-1' }], scripts: {} });
  return reader.read({ topic, payload: new TextEncoder().encode(JSON.stringify(payload)), receivedAt: NOW });
}
const reasons = ({ undecodable }: ReturnType<typeof read>) => undecodable.map(({ reason }) => reason);

const envelopes = payloads<Readonly<Record<string, Readonly<Record<string, unknown>>>>>('network_server_envelopes.json');

describe('envelopes that network servers sent', () => {
  beforeEach(({ skip }) => skip(envelopes === undefined, DATA_ABSENT));

  const up = 'application/1/device/0101010101010101/event/up';
  const device: DeviceSource = { id: '0101010101010101', sensor: 's-1', values: { externalTemperature: { quantity: 'temperature_c' } } };

  it('ChirpStack v4, without its frame count, which is 0, and with a time to the nanosecond', () => {
    const uplink = { ...envelopes?.['chirpstack_v4_up'], object: { level_m: 0 } };
    const { readings } = read('chirpstack', up, uplink, device);
    expect(readings.map(({ quantity, value, phenomenonTime }) => [quantity, value, isoOf(phenomenonTime)])).toEqual([['level_m', 0, '2022-07-18T09:34:15.775Z']]);
    expect(reasons(read('chirpstack', up, envelopes?.['chirpstack_v4_up'], device))).toEqual(['no-codec']);
  });

  it('ChirpStack v3, which is another format', () => {
    expect(reasons(read('chirpstack', up, envelopes?.['chirpstack_v3_up_elsys'], device))).toEqual(['bad-payload']);
  });

  it('The Things Stack v3, without its port, and a join', () => {
    const dev1: DeviceSource = { id: 'dev1', sensor: 's-1', values: { temperature: { quantity: 'temperature_c' } } };
    const { readings } = read('the-things-stack', 'v3/app1/devices/dev1/up', envelopes?.['tts_v3_up'], dev1);
    expect(readings.map(({ quantity, value, phenomenonTime }) => [quantity, value, isoOf(phenomenonTime)])).toEqual([['temperature_c', 1, '2020-02-12T15:15:45.789Z']]);
    expect(reasons(read('the-things-stack', 'v3/app1/devices/dev1/up', envelopes?.['tts_v3_join'], dev1))).toEqual(['not-a-measurement']);
  });
});

interface SenmlCases {
  readonly cases: readonly { readonly name: string; readonly pack: unknown; readonly resolved_t_v_u: readonly (readonly [number, number, string])[] }[];
}

const senml = payloads<SenmlCases>('senml_cases.json');

describe('the examples of RFC 8428', () => {
  beforeEach(({ skip }) => skip(senml === undefined, DATA_ABSENT));

  it('resolve as printed there', () => {
    // Volts and amperes stand for any quantity here: what is compared is times and values.
    const device: DeviceSource = { id: 's-1', sensor: 's-1', values: { voltage: { quantity: 'battery_v' }, current: { quantity: 'flow_lps' } } };
    const resolved = (senml?.cases ?? []).map(({ name, pack }) => {
      const { readings, undecodable } = read('senml', 'sensors/s-1/senml', pack, device);
      return [name, readings.map(({ phenomenonTime, value }) => [phenomenonTime, value]), undecodable];
    });
    expect(resolved).toEqual(senml?.cases.map(({ name, resolved_t_v_u: printed }) => [name, printed.map(([time, value]) => [Math.round(time * 1000), value]), []]));
    expect(resolved).not.toEqual([]);
  });
});
