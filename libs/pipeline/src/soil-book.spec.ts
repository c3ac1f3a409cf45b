import { HOUR, instant, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { SoilBook } from './soil-book.ts';

const NOON = instant(Date.UTC(2026, 10, 27, 12));
const hour = (count: number) => shifted(NOON, count * HOUR);

describe('what is remembered of soil', () => {
  it('is the newest word of the six hours before', () => {
    const book = new SoilBook();
    expect(book.remember('fields', [{ at: hour(-2), mm: 50 }, { at: hour(0), mm: 60 }])).toBe(true);
    expect([-3, -2, -1, 0, 6, 7].map((count) => book.at('fields', hour(count)))).toEqual([undefined, 50, 50, 60, 60, undefined]);
  });

  it('keeps the hours before those that are told later, and forgets the rest', () => {
    const book = new SoilBook();
    book.remember('fields', [{ at: hour(-60), mm: 10 }, { at: hour(-5), mm: 50 }, { at: hour(0), mm: 60 }]);
    expect(book.remember('fields', [{ at: hour(-1), mm: 90 }])).toBe(false);
    expect([-60, -5, -1, 0].map((count) => book.at('fields', hour(count)))).toEqual([undefined, 50, 90, 90]);
    book.remember('fields', []);
    expect(book.at('fields', hour(-5))).toBe(50);
  });
});
