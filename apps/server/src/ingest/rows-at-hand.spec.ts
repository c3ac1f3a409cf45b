import { instant } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import { describe, expect, it } from 'vitest';
import { RowsAtHand } from './rows-at-hand.ts';

const of = (value: number): Observation => ({
  sensor: 'l-1', quantity: 'level_m', value, phenomenonTime: instant(value), receivedAt: instant(value), timeFrom: 'sensor', flag: 1, checks: [],
});

/** Row n holds one observation of the value n. */
function holding(...seqs: readonly number[]): RowsAtHand {
  const rows = new RowsAtHand();
  for (const seq of seqs) rows.add(seq, [of(seq)]);
  return rows;
}

const valuesAfter = (rows: RowsAtHand, seq: number, limit = 10) => rows.after(seq, limit)?.observations.map(({ value }) => value);

describe('rows at hand', () => {
  it('are taken in order, as many as asked for', () => {
    const rows = holding(1, 2, 3);
    expect(rows.after(0, 2)).toEqual({ observations: [of(1), of(2)], last: 2, rows: 2 });
    expect(rows.after(2, 2)).toEqual({ observations: [of(3)], last: 3, rows: 1 });
    expect(rows.after(3, 2)).toBeUndefined();
  });

  it('count a row without observations, so that the cursor passes it', () => {
    const rows = holding(1);
    rows.add(2, []);
    expect(rows.after(0, 10)).toEqual({ observations: [of(1)], last: 2, rows: 2 });
  });

  it('leave to the journal what came before them', () => {
    expect(valuesAfter(holding(5, 6), 3)).toBeUndefined();
    expect(valuesAfter(holding(5, 6), 4)).toEqual([5, 6]);
  });

  it('pass over what the store has had from the journal meanwhile', () => {
    expect(valuesAfter(holding(5, 6, 7), 6)).toEqual([7]);
  });

  it('start anew after a gap, whose rows only the journal has', () => {
    const rows = holding(1, 2, 4);
    expect(valuesAfter(rows, 0)).toBeUndefined();
    expect(valuesAfter(rows, 3)).toEqual([4]);
  });

  it('let the oldest go when they are too many, and keep the newest 50,000', () => {
    const rows = holding(...Array.from({ length: 100_001 }, (_, index) => index + 1));
    expect(valuesAfter(rows, 49_999)).toBeUndefined();
    expect(valuesAfter(rows, 50_000, 2)).toEqual([50_001, 50_002]);
    expect(valuesAfter(rows, 100_000)).toEqual([100_001]);
  });
});
