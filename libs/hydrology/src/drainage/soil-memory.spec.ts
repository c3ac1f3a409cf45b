import { describe, expect, it } from 'vitest';
import { HOUR, instant, shifted } from '../instant.ts';
import { millimetres } from '../units.ts';
import { soilMoistures } from './soil-memory.ts';

const NOON = instant(Date.UTC(2026, 6, 1, 12));
const hours = (...rain: readonly (readonly [hour: number, mm: number])[]) => rain.map(([hour, mm]) => ({ at: shifted(NOON, hour * HOUR), mm }));

describe('what soil remembers', () => {
  // So much room, and so sharp an onset, that nothing runs off; 0.9 of it is left after a day of summer.
  const soil = { capacity: millimetres(1000), exponent: 50, keptPerDay: { summer: 0.9, winter: 0.98 } };

  it('fades by a tenth in a summer day', () => {
    const day = soilMoistures(soil, hours(...Array.from({ length: 24 }, (_, hour) => [hour + 1, 0] as const)), 40);
    expect(day.at(-1)?.mm).toBeCloseTo(36, 9);
  });

  it('takes in what falls: 10 mm in an hour on 40 mm less one hour of drying', () => {
    // 40 · 0.9^(1/24) = 39.8248.
    expect(soilMoistures(soil, hours([1, 10]), 40)[0]?.mm).toBeCloseTo(49.8248, 4);
  });

  it('stays what it was over hours of which nothing is known', () => {
    const gap = soilMoistures(soil, hours([1, 0], [50, 0]), 40);
    // Two hours of drying, whatever lies between them.
    expect(gap.map(({ mm }) => Number(mm.toFixed(4)))).toEqual([39.8248, Number((40 * 0.9 ** (2 / 24)).toFixed(4))]);
  });

  it('is never more than it holds', () => {
    expect(soilMoistures({ ...soil, capacity: millimetres(60) }, hours([1, 100]), 40)[0]?.mm).toBe(60);
  });
});
