import { instant } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import { inMemoryArchive } from '@voldgrav/storage';
import { describe, expect, it } from 'vitest';
import { RowsAtHand } from './rows-at-hand.ts';

const of = (value: number): Observation => ({
  sensor: 'l-1', quantity: 'level_m', value, phenomenonTime: instant(value), receivedAt: instant(value), timeFrom: 'sensor', flag: 1, checks: [],
});

/** Row n holds one observation of the value n; ten rows to a pack. */
function holding(...seqs: readonly number[]): RowsAtHand {
  const rows = new RowsAtHand(10);
  for (const seq of seqs) rows.add(seq, { observations: [of(seq)] });
  return rows;
}
const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1);

/** What a store has that was told the rows after `seq`. */
async function valuesAfter(rows: RowsAtHand, seq: number): Promise<readonly number[] | undefined> {
  const taken = rows.after(seq);
  if (taken === undefined) return undefined;
  const archive = inMemoryArchive();
  await archive.appendPacked(taken.packer, taken.after);
  return (await archive.range({ sensor: 'l-1', quantity: 'level_m', window: { after: instant(0), until: instant(1e6) } })).map(({ value }) => value);
}

describe('rows at hand', () => {
  it('are taken in order, a pack at a time', async () => {
    const rows = holding(...upTo(12));
    expect(rows.after(0)).toMatchObject({ after: 0, last: 10, rows: 10 });
    expect(await valuesAfter(rows, 10)).toEqual([11, 12]);
    expect(rows.after(12)).toBeUndefined();
  });

  it('go on in a new pack where the last one was taken before it was full', async () => {
    const rows = holding(1, 2);
    expect(await valuesAfter(rows, 0)).toEqual([1, 2]);
    rows.add(3, { observations: [of(3)] });
    expect(await valuesAfter(rows, 2)).toEqual([3]);
  });

  it('count a row without observations, so that the cursor passes it', () => {
    const rows = holding(1);
    rows.add(2, { observations: [] });
    expect(rows.after(0)).toMatchObject({ last: 2, rows: 2 });
  });

  it('leave to the journal what came before them', async () => {
    expect(holding(5, 6).after(3)).toBeUndefined();
    expect(await valuesAfter(holding(5, 6), 4)).toEqual([5, 6]);
  });

  it('pass over what the store has had from the journal meanwhile', async () => {
    expect(await valuesAfter(holding(5, 6, 7), 6)).toEqual([7]);
  });

  it('start anew after a gap, whose rows only the journal has', async () => {
    const rows = holding(1, 2, 4);
    expect(rows.after(0)).toBeUndefined();
    expect(await valuesAfter(rows, 3)).toEqual([4]);
  });

  it('begin a new pack when messages of many readings have filled one', () => {
    const rows = holding();
    rows.add(1, { observations: Array.from({ length: 20_000 }, (_, index) => of(index)) });
    rows.add(2, { observations: [of(1)] });
    expect(rows.after(0)).toMatchObject({ last: 1, rows: 1 });
    expect(rows.after(1)).toMatchObject({ last: 2, rows: 1 });
  });

  it('keep which counts the store is to make rain of, of the rows that are asked for', () => {
    const rows = holding(1);
    for (const seq of [2, 3]) rows.add(seq, { observations: [of(seq)], forStore: [of(seq)] });
    expect(rows.after(2)?.forStore).toEqual([of(3)]);
  });

  it('let the oldest go when they are too many, and keep the newest twenty packs', async () => {
    const rows = holding(...upTo(201));
    expect(rows.after(9)).toBeUndefined();
    expect(await valuesAfter(rows, 10)).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
  });
});
