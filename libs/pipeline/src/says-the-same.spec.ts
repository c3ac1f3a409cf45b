import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saysTheSame } from './says-the-same.ts';

describe('two facts', () => {
  it.each([
    [{ id: 'a', mm: 1, at: 1 }, { id: 'a', mm: 1, at: 2 }, true],
    [{ id: 'a', mm: 1 }, { id: 'a', mm: 1.1 }, false],
    [{ id: 'a', end: undefined }, { id: 'a' }, true],
    [{ id: 'a' }, { id: 'a', end: 5 }, false],
    [{ id: 'a', end: 5 }, { id: 'a' }, false],
    [{ mm: null }, { mm: 0 }, false],
    [{ takes: [{ mm: 1 }, { mm: 2 }] }, { takes: [{ mm: 1 }, { mm: 2 }] }, true],
    [{ takes: [{ mm: 1 }, { mm: 2 }] }, { takes: [{ mm: 1 }] }, false],
    [{ takes: [] }, { takes: {} }, false],
    // Only of the whole thing does its time not count.
    [{ first: { at: 1 } }, { first: { at: 2 } }, false],
  ])('%j and %j: %s', (one, other, same) => {
    expect(saysTheSame(one, other, 'at')).toBe(same);
  });

  it('say the same exactly when their JSON does', () => {
    const facts = fc.object({ maxDepth: 3, key: fc.constantFrom('a', 'b', 'c'), values: [fc.integer({ min: 0, max: 1 }), fc.boolean(), fc.constantFrom('x', 'y'), fc.constant(null)] });
    fc.assert(fc.property(facts, facts, (one, other) => {
      expect(saysTheSame(one, other)).toBe(inOrder(one) === inOrder(other));
      expect(saysTheSame(one, structuredClone(one))).toBe(true);
    }));
  });
});

/** JSON with the keys of every object in one order. */
const inOrder = (facts: unknown): string =>
  JSON.stringify(facts, (_, value: unknown) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) : value));
