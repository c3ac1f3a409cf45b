import { HOUR, instant, micrometresFrom, MINUTE, SECOND } from '@voldgrav/hydrology';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tipIntensity, tipRain } from './tip-rain.ts';

const TIP = micrometresFrom(0.2);
const T0 = Date.UTC(2026, 7, 26, 12);
const at = (second: number) => instant(T0 + second * SECOND);
// The vector of domain.md §3.1.
const TIPS = [0, 30, 45, 52.2, 59.4, 66.6, 90, 150].map(at);

describe('rain from the times of tips', () => {
  it('spreads each tip over the time since the one before', () => {
    expect(tipRain(TIPS, TIP)).toEqual([
      { endsAt: at(60), depth: 817 },
      { endsAt: at(120), depth: 483 },
      { endsAt: at(180), depth: 100 },
    ]);
  });

  it('has an intensity between each two', () => {
    const intensities = TIPS.slice(1).map((until, index) => tipIntensity({ after: TIPS[index] ?? until, until }, TIP));
    [24, 48, 100, 100, 100, 30.77, 12].forEach((expected, index) => expect(intensities[index]).toBeCloseTo(expected, 2));
  });

  it('takes the certificate of the gauge at its word', () => {
    // 1.1 · 100^1.05 = 1.1 · 125.8925…
    expect(tipIntensity({ after: at(0), until: at(7.2) }, TIP, { a: 1.1, b: 1.05 })).toBeCloseTo(138.4818, 4);
  });

  it('puts a tip after more than an hour in its own minute, so that no drizzle is invented', () => {
    expect(tipRain([at(0), at(3_601)], TIP)).toEqual([{ endsAt: at(3_660), depth: 200 }]);
    expect(tipRain([at(0), at(3_600)], TIP)).toHaveLength(60);
  });

  it('neither wins nor loses a micrometre', () => {
    const tips = fc.uniqueArray(fc.integer({ min: 0, max: 3 * HOUR }), { minLength: 2, maxLength: 100 }).map((times) => times.sort((one, other) => one - other).map((ms) => instant(T0 + ms)));
    fc.assert(
      fc.property(tips, (times) => {
        const rain = tipRain(times, TIP);
        expect(rain.reduce((sum, { depth }) => sum + depth, 0)).toBe((times.length - 1) * 200);
        expect(rain.every(({ endsAt, depth }) => depth >= 0 && endsAt % MINUTE === 0)).toBe(true);
      }),
    );
  });
});
