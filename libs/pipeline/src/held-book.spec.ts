import { instant, MINUTE, shifted } from '@voldgrav/hydrology';
import type { HeldVolume } from '@voldgrav/readiness';
import { describe, expect, it } from 'vitest';
import { HeldBook } from './held-book.ts';

const NOON = instant(Date.UTC(2026, 7, 26, 12));
const at = (minute: number) => shifted(NOON, minute * MINUTE);
const held = (minute: number, basin = 'b'): HeldVolume => ({ basin, at: at(minute), volume: 1000, doubt: 24, heard: 1500, came: 0, left: 0, fellTo: 0.7 });
const first = (book: HeldBook, after: number, until = 100_000) => book.first('b', { after: at(after), until: at(until) });

describe('what is remembered of a level that is not believed', () => {
  const everyMinute = (book: HeldBook, until: number) => {
    for (let minute = 0; minute <= until; minute += 1) book.note(['b'], [held(minute)]);
    return book;
  };

  it('is the first of each hour, for a window of which it had not been believed since before', () => {
    const book = everyMinute(new HeldBook(), 150);
    expect(first(book, 0)?.at).toBe(at(60));
    expect(first(book, 61)?.at).toBe(at(120));
    expect(first(book, 121)).toBeUndefined();
    expect(first(book, 0, 59)).toBeUndefined();
    // Whoever goes back to before it fell finds that out again. It may have fallen two minutes before that was seen.
    expect(first(book, -3)).toBeUndefined();
    expect(first(book, -2)?.at).toBe(at(0));
  });

  it('is forgotten when it is believed again, and when nobody goes back so far', () => {
    const book = everyMinute(new HeldBook(), 120);
    book.note(['other'], []);
    expect(first(book, 0)).toBeDefined();
    book.note(['b'], []);
    expect(first(book, 0)).toBeUndefined();
    // 27 hours.
    expect(first(everyMinute(new HeldBook(), 1800), 0)?.at).toBe(at(180));
  });

  it('is what was told before a restart, and of a basin that was looked at since, what was seen', () => {
    const book = new HeldBook();
    book.note(['b'], [held(0)]);
    book.remember([held(-300), held(-300, 'c')]);
    expect(first(book, -2)?.at).toBe(at(0));
    expect(book.first('c', { after: at(-1700), until: at(0) })?.at).toBe(at(-300));
  });
});
