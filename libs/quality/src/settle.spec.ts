import { instant } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import type { Observation } from './observation.ts';
import { settle } from './settle.ts';

const told = (value: number, change: Partial<Observation> = {}): Observation => ({
  sensor: 'l-1', quantity: 'level_m', value, phenomenonTime: instant(0), receivedAt: instant(1_000), timeFrom: 'sensor', flag: 1, checks: [], ...change,
});
const CONTRADICTED = { flag: 3, checks: [{ check: 'conflict', flag: 3, detail: 'also told as 2' }] } as const;

describe('two observations of one series and instant', () => {
  it('the same again changes nothing, whenever it came', () => {
    const first = told(1);
    expect(settle(first, told(1, { receivedAt: instant(9_000), flag: 3 }))).toBe(first);
  });

  it('another value leaves the earlier one, doubted', () => {
    expect(settle(told(1), told(2))).toEqual(told(1, CONTRADICTED));
  });

  it('a third value adds nothing to the doubt', () => {
    const doubted = settle(told(1), told(2));
    expect(settle(doubted, told(3))).toBe(doubted);
  });

  it('a failed value stays failed when it is contradicted too', () => {
    expect(settle(told(1, { flag: 4 }), told(2)).flag).toBe(4);
  });

  it.each([
    ['a higher revision takes the place', told(1), told(2, { revision: 1 }), told(2, { revision: 1 })],
    ['a lower one, come late, does not', told(2, { revision: 2 }), told(1, { revision: 1 }), told(2, { revision: 2 })],
    ['nor does one without a number', told(2, { revision: 1 }), told(1), told(2, { revision: 1 })],
    ['revision 0 is no revision', told(1), told(2, { revision: 0 }), told(1, CONTRADICTED)],
    ['equal revisions contradict each other', told(1, { revision: 1 }), told(2, { revision: 1 }), told(1, { revision: 1, ...CONTRADICTED })],
    ['a later judgement takes the place, value and flag', told(1), told(0.5, { flag: 3, judgement: 7 }), told(0.5, { flag: 3, judgement: 7 })],
    ['an earlier judgement, told again, does not', told(0.5, { judgement: 7 }), told(1), told(0.5, { judgement: 7 })],
    ['a revision outweighs a judgement', told(1, { judgement: 7 }), told(2, { revision: 1 }), told(2, { revision: 1 })],
    ['a later judgement keeps the contradiction', told(1, CONTRADICTED), told(1, { judgement: 7 }), told(1, { judgement: 7, ...CONTRADICTED })],
  ])('%s', (_, kept, other, stands) => {
    expect(settle(kept, other)).toEqual(stands);
  });
});
