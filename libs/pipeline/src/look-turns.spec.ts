import { instant, SECOND, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { LookTurns } from './look-turns.ts';

const NOW = instant(Date.UTC(2026, 7, 26, 12));
const THINGS = Array.from({ length: 20 }, (_, index) => ({ id: `t${index}` }));
const idsAt = (turns: LookTurns<{ readonly id: string }>, seconds: number) => turns.take(shifted(NOW, seconds * SECOND)).map(({ id }) => id);

describe('turns', () => {
  it('begin with everything; then each thing has one second in ten', () => {
    const turns = new LookTurns(THINGS);
    expect(idsAt(turns, 0)).toHaveLength(20);
    // Noon is a whole ten of seconds: the second after it is the turn of places 9 and 19.
    expect(idsAt(turns, 1)).toEqual(['t9', 't19']);
    const seen = [2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap((second) => idsAt(turns, second));
    expect(new Set(seen).size).toBe(18);
    expect(seen).toHaveLength(18);
  });

  it('come at once to what was heard of, and to everything after a pause or when the clock is set back', () => {
    const turns = new LookTurns(THINGS);
    idsAt(turns, 0);
    turns.heard('t3');
    turns.heard('nobody');
    expect(idsAt(turns, 1)).toEqual(['t3', 't9', 't19']);
    expect(idsAt(turns, 60)).toHaveLength(20);
    expect(idsAt(turns, -3600)).toHaveLength(20);
  });

  it('pass by what somebody has just looked at, until something more is heard of it', () => {
    const turns = new LookTurns(THINGS);
    idsAt(turns, 0);
    for (const id of ['t3', 't4']) turns.heard(id);
    for (const place of [3, 4]) turns.answering([THINGS[place]!], shifted(NOW, 500));
    turns.heard('t4');
    expect(idsAt(turns, 1)).toEqual(['t4', 't9', 't19']);
    // Place 3 has its turn all the same, seven seconds after it was looked at.
    expect([2, 3, 4, 5, 6, 7, 8].flatMap((second) => idsAt(turns, second)).filter((id) => id === 't3')).toHaveLength(1);
  });

  it('rest in a large town, a second for each hundred things: what is heard of one meanwhile is looked at then', () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ id: `t${index}` }));
    const turns = new LookTurns(many);
    idsAt(turns, 0);
    // Place 0 has its turn in the tenth second. Of 300 things each may be looked at in every third.
    const looks = [1, 2, 3, 4, 5, 6].filter((second) => {
      turns.heard('t0');
      return idsAt(turns, second).includes('t0');
    });
    expect(looks).toEqual([3, 6]);
    turns.answering([many[1]!], shifted(NOW, 6500));
    turns.heard('t1');
    expect([7, 8, 9].map((second) => idsAt(turns, second).includes('t1'))).toEqual([false, false, true]);
  });

  it('do not wait where a moment of its own has come', () => {
    const turns = new LookTurns(THINGS, ({ id }, now) => (id === 't0' && now < NOW + 3 * SECOND ? NOW + 3 * SECOND : Infinity));
    idsAt(turns, 0);
    // Place 0 has its turn in the tenth second.
    expect(idsAt(turns, 2)).not.toContain('t0');
    expect(idsAt(turns, 3)).toContain('t0');
    expect(idsAt(turns, 4)).not.toContain('t0');
  });
});

describe('an answer to a message', () => {
  const [one, two] = [{ id: 'basin-1' }, { id: 'basin-2' }];
  const after = (ms: number) => shifted(NOW, ms);
  const answers = (turns: LookTurns<{ readonly id: string }>, ms: number, thing = two) => turns.answering([thing], after(ms)).length === 1;

  it('is given to the first one, not to those within a second of it, and again at a second', () => {
    const turns = new LookTurns([one, two]);
    expect([0, 1, 999, 1_000, 1_999, 2_000].map((ms) => answers(turns, ms))).toEqual([true, false, false, true, false, true]);
  });

  it('waits until a thing of a large town has rested', () => {
    // Four and a half seconds for 500 things.
    const turns = new LookTurns([two, ...Array.from({ length: 499 }, (_, index) => ({ id: `t${index}` }))]);
    expect([0, 1_000, 4_499, 4_500].map((ms) => answers(turns, ms))).toEqual([true, false, false, true]);
  });

  it('keeps things apart, and says nothing of what nobody knows', () => {
    const turns = new LookTurns([one, two]);
    expect([answers(turns, 0, one), answers(turns, 0), answers(turns, 0, one), answers(turns, 0, { id: 'basin-3' })]).toEqual([true, true, false, false]);
  });

  it('is given at once when the clock was set back', () => {
    const turns = new LookTurns([one, two]);
    expect([answers(turns, 0), answers(turns, -3_600_000), answers(turns, -3_599_999)]).toEqual([true, true, false]);
  });

  it('is left to the ticks where several messages come between two of them, until that is over', () => {
    const turns = new LookTurns([one, two]);
    expect([0, 300].map((ms) => answers(turns, ms))).toEqual([true, false]);
    turns.take(after(1_000));
    expect([1_300, 1_900].map((ms) => answers(turns, ms))).toEqual([false, false]);
    turns.take(after(2_000));
    expect(answers(turns, 3_500)).toBe(false);
    turns.take(after(4_000));
    expect(answers(turns, 4_600)).toBe(true);
  });

  it('is given at once where one message comes between two ticks, however lately a tick looked', () => {
    const turns = new LookTurns([one, two]);
    const given = [0, 1_000, 2_000, 3_000].map((ms) => {
      turns.take(after(ms));
      return answers(turns, ms + 100);
    });
    expect(given).toEqual([true, true, true, true]);
  });
});
