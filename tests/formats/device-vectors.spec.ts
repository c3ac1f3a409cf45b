import { instant } from '@voldgrav/hydrology';
import type { Quantity } from '@voldgrav/reading';
import { type CodecName, CODECS } from '@voldgrav/wire';
import { DATA_ABSENT } from '@voldgrav/test-storms/recording';
import { beforeEach, describe, expect, it } from 'vitest';
import { bytesOfHex, payloads } from './payloads.ts';

interface VendorUplink {
  readonly device: string;
  readonly hex: string;
  readonly expected: Readonly<Record<string, number | { readonly value: number }>>;
}

interface CatalogueUplink {
  readonly id: string;
  readonly fPort: number;
  readonly hex: string;
  readonly expected: Readonly<Record<string, unknown>> | null;
  readonly note?: string;
}

const AT = instant(Date.UTC(2026, 7, 26, 12, 20));

/** What the vendor's names are among ours, and the factor between their units. */
const VENDOR: Readonly<Record<string, { readonly codec: CodecName; readonly settings?: unknown; readonly names: Partial<Record<Quantity, readonly [string, number]>> }>> = {
  'DL-TBRG': { codec: 'decentlab-tbrg', settings: { resolution_mm: 0.1 }, names: { rain_mm: ['Precipitation', 1], rain_total_mm: ['Cumulative precipitation', 1] } },
  'DL-MBX': { codec: 'decentlab-mbx', names: { distance_m: ['Distance', 0.001] } },
  'DL-LID': { codec: 'decentlab-lid', settings: { statistic: 'median' }, names: { distance_m: ['Distance: median', 0.001] } },
  'DL-PR26': { codec: 'decentlab-pr26', settings: { range_bar: [0, 1] }, names: { pressure_hpa: ['Pressure', 1000], temperature_c: ['Temperature', 1] } },
  'DL-PR36': { codec: 'decentlab-pr36', settings: { kp: 8192 }, names: { pressure_hpa: ['Pressure', 1000], temperature_c: ['Temperature', 1] } },
};

const said = (codec: CodecName, settings: unknown, hex: string, port: number) => {
  const { said: values, faults } = CODECS[codec].bind(settings)({ bytes: bytesOfHex(hex), port, at: AT });
  return { values: Object.fromEntries(values.map(({ name, value }) => [name, value as number])), reasons: faults.map(({ reason }) => reason) };
};

const vendor = payloads<readonly VendorUplink[]>('decentlab_uplinks.json');
const ours = (vendor ?? []).filter(({ device }) => VENDOR[device] !== undefined);

describe('Decentlab\'s own decoders', () => {
  beforeEach(({ skip }) => skip(vendor === undefined, DATA_ABSENT));

  it('have two frames of each device that we read', () => {
    expect(ours.map(({ device }) => device).sort()).toEqual(Object.keys(VENDOR).flatMap((device) => [device, device]).sort());
  });

  it.each(ours.map((uplink) => [uplink.device, uplink.hex, uplink] as const))('agree on %s %s', (_device, _hex, { device, hex, expected }) => {
    const { codec, settings, names } = VENDOR[device] ?? { codec: 'decentlab-mbx' as const, names: {} };
    const { values, reasons } = said(codec, settings, hex, 1);
    const wanted = Object.entries({ ...names, battery_v: ['Battery voltage', 1] as const }).flatMap(([ourName, [name, factor]]) => {
      const value = expected[name];
      return typeof value === 'object' ? [[ourName, expect.closeTo(value.value * factor, 9) as number] as const] : [];
    });
    expect(values).toEqual(Object.fromEntries(wanted));
    expect(reasons).toEqual([]);
  });
});

const catalogue = payloads<readonly CatalogueUplink[]>('ttn_uplinks.json');

/** The catalogue's examples of devices that we read, as our own quantities say them. */
const CATALOGUE: readonly (readonly [id: string, codec: CodecName, values: Partial<Record<Quantity, number>>, reasons: readonly string[]])[] = [
  ['ttn/decentlab/dl-mbx/1', 'decentlab-mbx', { distance_m: 1.234, battery_v: 2.993 }, []],
  ['ttn/decentlab/dl-mbx/2', 'decentlab-mbx', { battery_v: 2.993 }, []],
  ['ttn/milesight/em310-udl/1', 'milesight-em310-udl', { distance_m: 2.116 }, []],
  ['ttn/milesight/em500-swl/1', 'milesight-em500-swl', { depth_m: 0.02 }, []],
  ['ttn/milesight/em500-udl/2', 'milesight-em500-udl', { distance_m: 0.03 }, []],
  ['ttn/dragino/ldds75/1', 'dragino-distance', { battery_v: 3.612 }, ['no-value']],
  ['ttn/dragino/ldds75/2', 'dragino-distance', {}, ['not-a-measurement']],
];

describe('The Things Network\'s catalogue', () => {
  beforeEach(({ skip }) => skip(catalogue === undefined, DATA_ABSENT));

  it.each(CATALOGUE)('%s through %s', (id, codec, values, reasons) => {
    const uplink = catalogue?.find((each) => each.id === id);
    expect(said(codec, {}, uplink?.hex ?? '', uplink?.fPort ?? 0)).toEqual({ values, reasons });
  });

  it('prints for the PS-LB what an LHT65 says; no codec of ours makes a distance of it', () => {
    const wrong = catalogue?.find(({ id }) => id === 'ttn/dragino/ps-lb/1');
    expect(wrong?.note).toContain('DO NOT TRUST');
    expect(said('dragino-distance', {}, wrong?.hex ?? '', wrong?.fPort ?? 0)).toEqual({ values: {}, reasons: ['bad-payload'] });
  });

  it('has frames of other devices, which no codec mistakes for its own', () => {
    const settings = { 'decentlab-tbrg': { resolution_mm: 0.1 }, 'decentlab-pr26': { range_bar: [0, 1] }, 'decentlab-pr36': { kp: 8192 } } as Partial<Record<CodecName, unknown>>;
    const sensecap = catalogue?.find(({ id }) => id === 'ttn/sensecap/s2120/properties');
    for (const codec of Object.keys(CODECS) as CodecName[]) {
      const { values } = said(codec, settings[codec], sensecap?.hex ?? '', 1);
      expect(values, codec).toEqual({});
    }
  });
});
