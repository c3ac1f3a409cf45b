import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SealedChunk } from './sealed-chunk.ts';

const NOON = Date.UTC(2026, 7, 26, 12);
const MINUTE = 60_000;

const sealed = (times: readonly number[], values: readonly number[], marks: readonly number[] = times.map(() => 0)): SealedChunk | undefined =>
  SealedChunk.of({ times: [...times], values: [...values], marks: [...marks] }, 0);

const number = fc.oneof(
  fc.constantFrom(0, -0, 0.2, 4.125, 1013.2, -3.5, 2e9, 1e300),
  fc.integer({ min: -40_000, max: 40_000 }).map((thousandths) => thousandths / 1_000),
  fc.double({ noNaN: true }),
);
const step = fc.oneof({ weight: 8, arbitrary: fc.constant(MINUTE) }, fc.constantFrom(10_000, 59_863), fc.integer({ min: 1, max: 100_000_000 }));

describe('a sealed chunk', () => {
  it('gives back what it was made of, to the last bit, or is none', () => {
    let made = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(step, number, fc.constantFrom(0, 0, 1, 9)), { minLength: 1, maxLength: 80 }), (samples) => {
        let at = NOON;
        const times = samples.map(([ms]) => (at += ms));
        const values = samples.map(([, value]) => value);
        const marks = samples.map(([, , mark]) => mark);
        const chunk = sealed(times, values, marks);
        if (chunk === undefined) return;
        made += 1;
        expect(chunk.columns()).toStrictEqual({ times, values, marks });
        expect(chunk.columns(3).times).toEqual(times.slice(3));
        for (const time of times) for (const near of [time - 1, time]) expect(chunk.countUntil(near)).toBe(times.filter((each) => each <= near).length);
      }),
    );
    expect(made).toBeGreaterThan(10);
  });

  it('of a dry gauge on the minute takes three bytes, whatever its length', () => {
    expect(sealed(Array.from({ length: 512 }, (_, index) => NOON + index * MINUTE), Array.from({ length: 512 }, () => 0))?.bytes).toBe(3);
  });

  it('of a level in millimetres, up to three seconds off its minute, takes two bits for the second and seven for 100 mm', () => {
    const times = Array.from({ length: 512 }, (_, index) => NOON + index * MINUTE + (index % 4) * 1_000);
    const values = times.map((_, index) => (41_200 + (index % 100)) / 1_000);
    expect(sealed(times, values)?.bytes).toBe(Math.ceil((512 * (2 + 7)) / 8) + 3);
  });

  it('of many decimals keeps these as they are, in eight bytes', () => {
    const values = Array.from({ length: 16 }, (_, index) => Math.sqrt(index + 2));
    expect(sealed(values.map((_, index) => NOON + index * MINUTE), values)?.bytes).toBe(16 * 8 + 3);
  });

  it('is none of times that are weeks off an even beat', () => {
    expect(sealed([NOON, NOON + 1, NOON + 20_000_000_000], [1, 1, 1])).toBeUndefined();
  });
});
