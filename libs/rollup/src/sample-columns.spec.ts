import { instant, MINUTE, shifted } from '@voldgrav/hydrology';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sample } from './sample.ts';
import { SampleColumns } from './sample-columns.ts';
import { countUntil, enterSample } from './samples.ts';

const NOON = instant(Date.UTC(2026, 7, 26, 12));
const KEPT = 600 * MINUTE;

const value = fc.oneof(
  fc.constantFrom(0, -0, 0.2, 1, 4.125, 1013.2, 41.235, -3.5),
  fc.integer({ min: -40_000, max: 40_000 }).map((thousandths) => thousandths / 1_000),
  fc.double({ noNaN: true }),
);
/** Mostly on the minute, as sensors speak; some a little off, some anywhere. */
const time = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 900 }).map((minute) => minute * MINUTE) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 900 }).map((minute) => minute * MINUTE + 137) },
  { weight: 1, arbitrary: fc.integer({ min: -5_000_000_000, max: 60_000_000 }) },
);
const sample: fc.Arbitrary<Sample> = fc.record(
  { at: time.map((ms) => shifted(NOON, ms)), value, suspect: fc.constant(true as const), since: fc.constantFrom(NOON, instant(5)), bound: fc.constantFrom('at-least' as const, 'at-most' as const) },
  { requiredKeys: ['at', 'value'], noNullPrototype: true },
);
const plain: fc.Arbitrary<Sample> = fc.record({ at: time.map((ms) => shifted(NOON, ms)), value }, { noNullPrototype: true });
const deed = fc.oneof(
  { weight: 8, arbitrary: fc.record({ what: fc.constant('enter' as const), sample: fc.oneof(plain, sample) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('replace' as const, 'remove' as const), place: fc.nat(500), sample }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('run' as const), from: time, every: fc.constantFrom(10_000, MINUTE, 7), values: fc.array(value, { minLength: 50, maxLength: 300 }) }) },
);

describe('samples in columns', () => {
  it('are those that a list would hold, to the last bit, whatever comes late, is said otherwise or is let go of', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
        const columns = new SampleColumns();
        const list: Sample[] = [];
        const enter = (each: Sample): void => {
          const keepAfter = shifted(instant(Math.max(list.at(-1)?.at ?? -Infinity, each.at)), -KEPT);
          expect(columns.enter(each, keepAfter)).toBe(enterSample(list, each, keepAfter));
        };
        for (const each of deeds) {
          if (each.what === 'enter') enter(each.sample);
          else if (each.what === 'run') each.values.forEach((said, index) => enter({ at: shifted(NOON, each.from + index * each.every), value: said }));
          else if (list.length > 0) {
            const place = each.place % list.length;
            if (each.what === 'remove') {
              list.splice(place, 1);
              columns.remove(place);
            } else columns.replace(place, (list[place] = { ...each.sample, at: list[place]!.at }));
          }
        }
        expect([...columns]).toStrictEqual(list);
        expect([columns.length, columns.get(-1), columns.get(list.length)]).toEqual([list.length, undefined, undefined]);
        list.forEach(({ at, value: said, since }, index) => expect([columns.timeAt(index), columns.valueAt(index), columns.sinceAt(index)]).toStrictEqual([at, said, since]));
        for (const { at } of list) for (const near of [at, shifted(at, -1)]) expect(columns.countUntil(near)).toBe(countUntil(list, near));
      }),
    );
  });

  it('of a day, once a minute in millimetres, take 14 bits each once they are sealed, and four bytes before', () => {
    const columns = new SampleColumns();
    for (let minute = 0; minute < 1_500; minute += 1) columns.enter({ at: shifted(NOON, minute * MINUTE + (minute % 13)), value: (41_200 + (minute % 700)) / 1_000 }, -Infinity);
    // Up to 12 ms off the minute are four bits, 700 mm are ten; the last chunk of three has room for 512.
    expect(columns.bytes).toBeLessThan(2 * (512 * 14 / 8 + 3) + 512 * 4 + 1);
  });

  it('can be said otherwise, and taken out, in the middle of what was sealed long ago', () => {
    const columns = new SampleColumns();
    const list: Sample[] = Array.from({ length: 1_600 }, (_, minute) => ({ at: shifted(NOON, minute * MINUTE), value: (minute % 90) / 10 }));
    for (const each of list) columns.enter(each, -Infinity);
    for (const place of [700, 100, 1_100]) columns.replace(place, (list[place] = { at: list[place]!.at, value: 77.5, suspect: true }));
    list.splice(800, 1);
    columns.remove(800);
    expect([...columns]).toStrictEqual(list);
  });

  it('give back what they no longer need', () => {
    const columns = new SampleColumns();
    for (let minute = 0; minute < 50_000; minute += 1) columns.enter({ at: shifted(NOON, minute * MINUTE), value: minute % 3 }, shifted(NOON, (minute - 100) * MINUTE));
    expect([columns.length, columns.bytes < 1_300]).toEqual([100, true]);
  });
});
