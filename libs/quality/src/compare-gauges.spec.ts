import { distanceBetween, millimetres, type Position } from '@voldgrav/hydrology';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareGauges, GAUGES_MEMORY_START, neighbourhoodsOf } from './compare-gauges.ts';

/** Gauges on a line to the north, so many km from the first: a degree of latitude is 111.32 km. */
const onALine = (...kilometres: readonly number[]): readonly Position[] => kilometres.map((km) => [10, 55 + km / 111.32]);

describe('the neighbours of a gauge', () => {
  it('are all within 10 km, and the nearest first within 5 km, never itself', () => {
    const [first, second] = neighbourhoodsOf(onALine(0, 1, 2.1, 3, 4.9, 5.1, 9.9, 10.1));
    expect(first).toEqual({ wide: [1, 2, 3, 4, 5, 6], near: [1, 2, 3, 4] });
    expect(second?.near).toEqual([0, 2, 3, 4, 5]);
    expect(neighbourhoodsOf(onALine(0, 5.1))[0]).toEqual({ wide: [1], near: [] });
  });

  it('are the nearest few where there are many; of two as near, the first in the list', () => {
    // 2 km to the north, 1 km to the south, 0.5 km to the east (a degree of longitude at 60° is half as long) and 3 km to the north.
    const around: readonly Position[] = [[10, 60], [10, 60 + 2 / 111.32], [10, 60 - 1 / 111.32], [10 + 1 / 111.32, 60], [10, 60 + 3 / 111.32]];
    expect(neighbourhoodsOf(around, 2)[0]).toEqual({ wide: [3, 2], near: [3, 2] });
    // Several on one pole.
    expect(neighbourhoodsOf([[10, 60], [10, 60], [10, 60.01], [10, 60]], 2).map(({ wide }) => wide)).toEqual([[1, 3], [0, 3], [0, 1], [0, 1]]);
  });

  it('are the same as by measuring every distance and sorting them', () => {
    const somewhere = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 150 })).map(([east, north]): Position => [10 + east / 1000, 55 + north / 1000]);
    fc.assert(
      fc.property(fc.array(somewhere, { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (positions, most) => {
        const sorted = positions.map((position, self) =>
          positions
            .map((other, index) => ({ index, distance: distanceBetween(position, other) }))
            .filter(({ index, distance }) => index !== self && distance <= 10_000)
            .sort((one, other) => one.distance - other.distance || one.index - other.index)
            .slice(0, most)
            .map(({ index }) => index),
        );
        expect(neighbourhoodsOf(positions, most).map(({ wide }) => wide)).toEqual(sorted);
      }),
    );
  });
});

describe('gauges compared interval by interval', () => {
  const six = neighbourhoodsOf(onALine(0, 1, 2, 3, 4, 4.5));
  const run = (intervals: readonly (readonly (number | undefined)[])[]) => {
    let memory = GAUGES_MEMORY_START;
    return intervals.map((depths) => {
      const next = compareGauges(memory, { depths: depths.map((depth) => (depth === undefined ? undefined : millimetres(depth))), minutes: 5 }, six);
      memory = next.memory;
      return next.results[0]?.filter(({ flag }) => flag === 3).map(({ check }) => check);
    });
  };

  it('find the gauge that stays dry while all around it is wet: by the median after half an hour, by the hour at its end', () => {
    const found = run(Array(12).fill([0, 0.5, 0.5, 0.5, 0.5, 0.5]));
    expect(found.slice(0, 5)).toEqual(Array(5).fill([]));
    expect(found[5]).toEqual(['faulty-zero']);
    // Twelve times 0.5 mm are the 6 mm of an hour; the gauge's own hour is whole, and dry, only now.
    expect(found[10]).toEqual(['faulty-zero']);
    expect(found[11]).toEqual(['faulty-zero', 'neighbours']);
  });

  it('find the one that catches far too much', () => {
    expect(run([[11, 0, 0, 0, 0, 0]])).toEqual([['high-influx']]);
  });

  it('compare one whose value failed, and let it speak for nobody else', () => {
    // 60 mm fail for being more than can fall. The others are left with four neighbours that count, one too few.
    const dry = Array.from({ length: 5 }, () => millimetres(0));
    const { results } = compareGauges(GAUGES_MEMORY_START, { depths: [undefined, ...dry], own: [millimetres(60), ...dry], minutes: 5 }, six);
    expect(results[0]?.map(({ check, flag }) => [check, flag])).toContainEqual(['high-influx', 3]);
    expect(results[1]?.find(({ check }) => check === 'high-influx')?.flag).toBe(2);
  });

  it('ask the next nearest in place of one that is silent', () => {
    // The second and third say nothing; of the three nearest that do, two are wet.
    const wetBeyond = run(Array(12).fill([0, undefined, undefined, 0, 0.5, 0.5]));
    expect(wetBeyond[11]).toEqual(['neighbours']);
  });

  it('say nothing of one that said nothing, which is not dry', () => {
    expect(run(Array(12).fill([undefined, 0.5, 0.5, 0.5, 0.5, 0.5]))[11]).toEqual([]);
  });
});
