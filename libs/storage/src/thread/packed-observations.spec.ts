import { instant } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ObservationPacker, PackedNames, unpackObservations } from './packed-observations.ts';

const time = fc.integer({ min: -8e15, max: 8e15 }).map(instant);
const observation: fc.Arbitrary<Observation> = fc.record(
  {
    sensor: fc.constantFrom('a', 'b', '__proto__'),
    quantity: fc.constantFrom('rain_mm', 'level_m'),
    value: fc.double({ noNaN: true }),
    phenomenonTime: time,
    receivedAt: time,
    timeFrom: fc.constantFrom('sensor', 'arrival'),
    flag: fc.constantFrom(1, 2, 3, 4, 9),
    checks: fc.array(fc.record({ check: fc.constantFrom('spike', 'accumulation'), flag: fc.constantFrom(3, 4), detail: fc.string() }), { maxLength: 2 }),
    revision: fc.nat(),
    judgement: fc.nat(),
  },
  { requiredKeys: ['sensor', 'quantity', 'value', 'phenomenonTime', 'receivedAt', 'timeFrom', 'flag', 'checks'] },
);

/** The n-th of them came in row n. */
function packing(observations: readonly Observation[]): ObservationPacker {
  const packer = new ObservationPacker();
  observations.forEach((each, index) => packer.add(index + 1, each));
  return packer;
}

describe('packed observations', () => {
  it('come out as they went in, to the last bit, through another thread too', () => {
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 200 }), (told) => {
        expect(unpackObservations(structuredClone(packing(told).packed()))).toEqual(told);
      }),
    );
  });

  it('come out from a row on', () => {
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 5 }), fc.nat(6), (told, after) => {
        expect(unpackObservations(packing(told), after)).toEqual(told.slice(after));
      }),
    );
  });

  it('come out as they went in though packs share their names, one after the other or in turns', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), observation), { maxLength: 50 }), (told) => {
        const names = new PackedNames();
        const packers = [new ObservationPacker(names), new ObservationPacker(names), new ObservationPacker(names)];
        told.forEach(([pack, each], row) => packers[pack]?.add(row, each));
        expect(packers.map((packer) => unpackObservations(packer))).toEqual([0, 1, 2].map((pack) => told.flatMap(([of, each]) => (of === pack ? [each] : []))));
      }),
    );
  });

  it('that nobody packed are refused', () => {
    expect(() => unpackObservations({ ...packing([]).packed(), count: 1, numbers: new Float64Array(7) })).toThrow('name 0 series');
  });
});
