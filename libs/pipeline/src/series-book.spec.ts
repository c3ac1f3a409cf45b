import { instant, MINUTE, seconds } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeriesBook } from './series-book.ts';

const NOON = Date.UTC(2026, 7, 26, 12);
const EVERY = seconds(60);
const rain = (minute: number, value: number, flag: 1 | 3 | 4 = 1): Observation => ({
  sensor: 'r-1', quantity: 'rain_mm', value, flag, checks: [], phenomenonTime: instant(NOON + minute * MINUTE), receivedAt: instant(NOON + minute * MINUTE), timeFrom: 'sensor',
});

describe('what a gauge caught', () => {
  it('is told as it becomes known, whatever came late or was said otherwise later', () => {
    const said = fc.record({ how: fc.constantFrom('enter' as const, 'revise' as const), minute: fc.integer({ min: 0, max: 40 }), value: fc.constantFrom(0, 0, 0.2, 0.4), flag: fc.constantFrom(1 as const, 3 as const, 4 as const) });
    fc.assert(
      fc.property(fc.array(said, { maxLength: 80 }), (words) => {
        const book = new SeriesBook();
        const told = new Map<number, number>();
        book.onRain((gauge, at, micrometres) => {
          expect([gauge, micrometres]).not.toContain(0);
          told.set(at, (told.get(at) ?? 0) + micrometres);
        });
        for (const { how, minute, value, flag } of words) book[how](rain(minute, value, flag));
        const wet = [...told].filter(([, micrometres]) => micrometres !== 0).sort(([one], [other]) => one - other);
        expect(wet).toEqual([...book.rain('r-1', EVERY).samples].filter(({ value }) => value !== 0).map(({ at, value }) => [at, value]));
      }),
    );
  });
});
