import { describe, expect, it } from 'vitest';
import { UnusableLog } from './unusable-log.ts';

const log = (...reasons: readonly string[]) => {
  const filled = new UnusableLog();
  reasons.forEach((reason, index) => filled.add({ at: index, topic: 't', reason, detail: `${index}` }));
  return filled;
};
const numbers = ({ items }: { readonly items: readonly { readonly n: number }[] }) => items.map(({ n }) => n);

describe('the log of what could not be used', () => {
  it('begins with the newest, and each page leads to the one before it', () => {
    const filled = log('a', 'a', 'a', 'a', 'a');
    const newest = filled.page({ limit: 2 });
    expect(numbers(newest)).toEqual([5, 4]);
    const earlier = filled.page({ limit: 2, before: newest.before ?? 0 });
    expect(numbers(earlier)).toEqual([3, 2]);
    expect(filled.page({ limit: 2, before: earlier.before ?? 0 })).toMatchObject({ items: [{ n: 1, detail: '0' }], before: undefined });
  });

  it('does not lead to an empty page when the last one is full', () => {
    expect(log('a', 'a').page({ limit: 2 })).toMatchObject({ before: undefined });
  });

  it('tells those of one reason', () => {
    const filled = log('a', 'b', 'a', 'b');
    expect(filled.page({ reason: 'a', limit: 1 })).toMatchObject({ items: [{ n: 3, reason: 'a' }], before: 3 });
    expect(filled.page({ reason: 'a', limit: 1, before: 3 })).toMatchObject({ items: [{ n: 1 }], before: undefined });
    expect(filled.page({ reason: 'c', limit: 1 })).toEqual({ items: [], before: undefined });
  });

  it('stays whole while newer ones come in between two pages', () => {
    const filled = log('a', 'a', 'a');
    const { before } = filled.page({ limit: 1 });
    filled.add({ at: 9, topic: 't', reason: 'a', detail: 'new' });
    expect(numbers(filled.page({ limit: 1, before: before ?? 0 }))).toEqual([2]);
  });

  it('keeps ten thousand, and numbers on', () => {
    const filled = log(...Array.from({ length: 25_000 }, () => 'a'));
    const { items, before } = filled.page({ limit: 20_000 });
    expect([items.length, items[0]?.n, items.at(-1)?.n, before]).toEqual([10_000, 25_000, 15_001, undefined]);
  });
});
