import { type Instant, instant, MINUTE } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { HeardUntil } from './heard-until.ts';

/** Gauges that were last heard at these minutes; undefined: never. */
const spoken = (...minutes: readonly (number | undefined)[]) =>
  new HeardUntil((gauge: Instant | undefined) => gauge).halfOf(minutes.map((minute) => (minute === undefined ? undefined : instant(minute * MINUTE))));

describe('half of the gauges', () => {
  it.each([
    ['one', [7], 7],
    ['the later of two', [7, 3], 7],
    ['two of three', [9, 1, 5], 5],
    ['two of four', [4, 1, 3, 2], 3],
    ['all but one that never spoke', [undefined, 6, 5], 5],
  ])('have spoken until then: %s', (_, minutes, until) => {
    expect(spoken(...minutes)).toBe(until * MINUTE);
  });

  it('have not, before all time, where most have said nothing or there are none', () => {
    expect([spoken(undefined, undefined, 8), spoken()]).toEqual([-Infinity, -Infinity]);
  });

  it('of a whole town are found too', () => {
    // 0 to 98, in disorder: 49 of the 99 speak later than minute 49.
    expect(spoken(...Array.from({ length: 99 }, (_each, place) => (place * 37) % 99))).toBe(49 * MINUTE);
  });
});
