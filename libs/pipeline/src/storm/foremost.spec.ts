import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Foremost } from './foremost.ts';

describe('the foremost of many things', () => {
  it('is the greatest, of equals the one with the least number, however they changed', () => {
    const change = fc.record({ number: fc.integer({ min: 0, max: 6 }), value: fc.integer({ min: 0, max: 4 }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const things = Array.from({ length: 7 }, (): { readonly value: number } | undefined => undefined);
        const foremost = new Foremost(things, (one, other) => one.value > other.value);
        expect(foremost.thing()).toBeUndefined();
        for (const { number, value } of changes) {
          const before = things[number];
          things[number] = { value };
          foremost.changed(number, before);
          // Half of the time several change before somebody asks.
          if (value % 2 === 0) continue;
          const most = Math.max(...things.map((thing) => thing?.value ?? -1));
          expect(foremost.thing()).toBe(things.find((thing) => thing?.value === most));
        }
      }),
    );
  });
});
