import { instant, MINUTE, seconds } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import { latestAt } from '@voldgrav/rollup';
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

describe('what is kept of a sensor', () => {
  const level = (sensor: string, minute: number): Observation => ({ ...rain(minute, 1.5), sensor, quantity: 'level_m' });
  const book = new SeriesBook(undefined, (sensor) => sensor === 'l-basin');
  for (let minute = 0; minute < 1_700; minute += 1) for (const sensor of ['l-basin', 'l-well']) book.enter(level(sensor, minute));

  it('is 25 hours, or ten minutes where nobody looks back at it', () => {
    expect([book.of('l-basin').length, book.of('l-well').length]).toEqual([1_500, 10]);
  });

  it('is its newest word, however seldom it speaks', () => {
    book.enter(level('l-seldom', 0));
    book.enter(level('l-seldom', 90));
    expect([...book.of('l-seldom')].map(({ at }) => at)).toEqual([NOON + 90 * MINUTE]);
  });

  it('is told as before where something comes late or is said otherwise', () => {
    const told: number[] = [];
    book.onChange((sensor, at) => sensor === 'l-well' && told.push((at - NOON) / MINUTE));
    expect(book.enter({ ...level('l-well', 1_600), phenomenonTime: instant(NOON + 1_600 * MINUTE + 1) })).toBe('added');
    book.revise({ ...level('l-well', 1_500), value: 1.7 });
    book.revise({ ...level('l-well', 1_699), value: 1.7 });
    expect(told.map(Math.floor)).toEqual([1_600, 1_500, 1_699, 1_699]);
    expect(latestAt(book.of('l-well'), instant(NOON + 1_699 * MINUTE))?.value).toBe(1.7);
    // What came late is let go of with the next that is new.
    book.enter(level('l-well', 1_700));
    expect(book.of('l-well').length).toBe(10);
  });
});
