import { HOUR, instant, MINUTE, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { StepBook } from './step-book.ts';

const NOON = instant(Date.UTC(2026, 7, 26, 12));
const at = (minute: number) => shifted(NOON, minute * MINUTE);

describe('steps that were under way in a window', () => {
  const book = new StepBook();
  book.begin({ action: 'park', step: 'pump', at: at(0), by: 'Mona' });
  book.end('park', 'pump', at(20));
  book.begin({ action: 'park', step: 'road', at: at(30), by: 'Mona' });
  const within = (from: number, to: number) => book.underWayIn({ after: at(from), until: at(to) }).map(({ step, until }) => [step.step, until]);

  it('are those that were begun by its end and not over by its beginning', () => {
    expect(within(-10, -1)).toEqual([]);
    expect(within(-10, 5)).toEqual([['pump', at(20)]]);
    expect(within(19, 30)).toEqual([['pump', at(20)], ['road', undefined]]);
    expect(within(20, 29)).toEqual([]);
    expect(within(40, 41)).toEqual([['road', undefined]]);
  });

  it('are forgotten a day after they were over', () => {
    book.end('park', 'road', shifted(at(21), 24 * HOUR));
    expect(within(-10, 5)).toEqual([]);
  });
});
