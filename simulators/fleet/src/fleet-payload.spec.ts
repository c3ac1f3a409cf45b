import { describe, expect, it } from 'vitest';
import { fleetPayload, PAYLOAD_BYTES } from './fleet-payload.ts';

const AT = Date.UTC(2026, 7, 26, 12, 20, 0, 5);
const gauge = { id: 'fleet-00001', quantity: 'rain_mm', low: 0, high: 6 } as const;
const level = { id: 'fleet-00005', quantity: 'level_m', low: 1, high: 4 } as const;
const pump = { id: 'pump', quantity: 'pump_on', low: 0, high: 1 } as const;

/** Throws the same number every time. */
const throwing = (number: number) => () => number;

describe('a fleet payload', () => {
  it.each([
    ['a dry gauge', gauge, 0.5, { rain_mm: 0 }],
    ['a tip, with the battery', gauge, 0.04, { rain_mm: 0.2, battery_v: 3.61 }],
    // 20 min into a tide of 12 h: sin 10° = 0.17365 of (4 − 1) / 6 − 0.01 = 0.49 m above 2.5 m.
    ['water that rises', level, 0.5, { level_m: 2.585 }],
    ['water that rises, on a crest', level, 0.999999, { level_m: 2.595 }],
    ['a pump that runs', pump, 0.5, { pump_on: 1 }],
  ])('says %s', (_, sensor, thrown, said) => {
    const payload = fleetPayload(sensor, AT, throwing(thrown));
    expect(JSON.parse(payload)).toEqual({ time: '2026-08-26T12:20:00.005Z', ...said });
    expect(Buffer.byteLength(payload)).toBe(PAYLOAD_BYTES);
  });
});
