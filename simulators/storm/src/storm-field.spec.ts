import { instant, millimetres, MINUTE, type Position, windowEndingAt, minutes, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { rainOver, type StormCell } from './storm-field.ts';

const begins = instant(Date.UTC(2026, 7, 26, 12, 0));
const centre: Position = [9.5, 55.7];
/** 1, 4 and 2 mm in three minutes, moving east at 10 m/s. */
const cell: StormCell = { depths: [1, 4, 2].map(millimetres), centre, begins, heading: 90, speed: 10, spread: 1000 };
const at = (minute: number) => shifted(begins, minute * MINUTE);
/** 111 320 m to a degree of latitude; of longitude that times cos 55.7°. */
const metresEast = (metres: number): Position => [9.5 + metres / (111_320 * Math.cos((55.7 * Math.PI) / 180)), 55.7];
const metresNorth = (metres: number): Position => [9.5, 55.7 + metres / 111_320];
const minuteEnding = (minute: number) => windowEndingAt(at(minute), minutes(1));

describe('a rain cell', () => {
  it('rains its hyetograph at a place on its axis', () => {
    expect([0, 1, 2, 3, 4].map((minute) => rainOver(cell, centre, minuteEnding(minute)))).toEqual([0, 1, 4, 2, 0]);
  });

  it('rains evenly within a minute', () => {
    expect(rainOver(cell, centre, { after: at(0.5), until: at(1.25) })).toBeCloseTo(0.5 * 1 + 0.25 * 4, 12);
  });

  it('comes later downwind and earlier upwind', () => {
    // 600 m at 10 m/s is one minute.
    expect(rainOver(cell, metresEast(600), minuteEnding(3))).toBeCloseTo(4, 6);
    expect(rainOver(cell, metresEast(-600), minuteEnding(1))).toBeCloseTo(4, 6);
  });

  it('moves where its heading points, clockwise from north', () => {
    const northward = { ...cell, heading: 0 };
    expect(rainOver(northward, metresNorth(600), minuteEnding(3))).toBeCloseTo(4, 6);
    expect(rainOver(northward, metresEast(1000), minuteEnding(2))).toBeCloseTo(4 * 0.60653, 4);
  });

  it('is as weak on one side of its axis as on the other', () => {
    // e^(−1/2) = 0.60653 at one standard deviation.
    expect(rainOver(cell, metresNorth(1000), minuteEnding(2))).toBeCloseTo(4 * 0.60653, 4);
    expect(rainOver(cell, metresNorth(-1000), minuteEnding(2))).toBeCloseTo(4 * 0.60653, 4);
  });
});
