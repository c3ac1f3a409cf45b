import { type Catchment, instant, MINUTE, millimetres, minutes } from '@voldgrav/hydrology';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CatchmentMinutes } from './catchment-minutes.ts';

const NOON = Date.UTC(2026, 7, 26, 12);
const at = (minute: number) => instant(NOON + minute * MINUTE);
const WHOLE = 0.6;
const RECOVERY = 720;
const catchment = (gauges: readonly string[]) => ({ initialLoss: millimetres(WHOLE), initialLossRecovery: minutes(RECOVERY), gauges }) as unknown as Catchment;

describe('the initial loss that is left on a catchment', () => {
  it('is whole before rain, gone after it, and grows back in its time', () => {
    const land = new CatchmentMinutes(catchment(['one']));
    expect(land.remainingLoss(at(0))).toBe(0.6);
    land.add(at(1), 200);
    expect(land.remainingLoss(at(1))).toBeCloseTo(0.4, 12);
    land.add(at(2), 400);
    expect(land.remainingLoss(at(2))).toBeCloseTo(0, 12);
    // 0.6 mm in 720 min: 0.1 mm in 120.
    expect(land.remainingLoss(at(122))).toBeCloseTo(0.1, 12);
    expect(land.remainingLoss(at(722))).toBeCloseTo(0.6, 12);
  });

  it('rests on the mean of its gauges, and on the minute in which a message ends', () => {
    const land = new CatchmentMinutes(catchment(['one', 'other']));
    land.add(instant(at(1) - 20_000), 400);
    land.add(at(1), 200);
    // Half of 0.6 mm.
    expect(land.remainingLoss(at(1))).toBeCloseTo(0.3, 12);
  });

  it('is told anew of what was corrected, and forgets what is older than a day and an hour', () => {
    const land = new CatchmentMinutes(catchment(['one']));
    land.add(at(1), 600);
    land.add(at(1), -600);
    expect(land.remainingLoss(at(1))).toBe(0.6);
    land.add(at(2), 600);
    land.add(at(2 + 26 * 60), 100);
    // At that time there was nothing by now.
    expect(land.remainingLoss(at(2))).toBe(0.6);
  });

  it('is what going through every minute gives, in whatever order the rain is heard', () => {
    const drops = fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.constantFrom(100, 200, 300)), { maxLength: 60 });
    fc.assert(
      fc.property(drops, fc.integer({ min: 0, max: 1_000 }), (rain, now) => {
        const land = new CatchmentMinutes(catchment(['one']));
        for (const [minute, micrometres] of rain) land.add(at(minute), micrometres);
        let remaining = WHOLE;
        for (let minute = now - RECOVERY + 1; minute <= now; minute += 1) {
          const depth = rain.reduce((sum, [wet, micrometres]) => sum + (wet === minute ? micrometres / 1000 : 0), 0);
          remaining = depth > 0 ? Math.max(0, remaining - depth) : Math.min(WHOLE, remaining + WHOLE / RECOVERY);
        }
        expect(land.remainingLoss(at(now))).toBeCloseTo(remaining, 9);
      }),
    );
  });
});
