import { describe, expect, it } from 'vitest';
import { instantInZone } from './instant-in-zone.ts';

const iso = (typed: string) => {
  const at = instantInZone(typed, 'Europe/Copenhagen');
  return at === undefined ? undefined : new Date(at).toISOString();
};

describe("a time that is typed in the town's zone", () => {
  it.each([
    ['2026-08-26T14:30', '2026-08-26T12:30:00.000Z'],
    ['2026-12-01T14:30', '2026-12-01T13:30:00.000Z'],
    // On 25 October 2026 the clock goes back at 03:00 summer time: 02:30 comes twice.
    ['2026-10-25T01:59', '2026-10-24T23:59:00.000Z'],
    ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
    // On 28 March 2027 it goes on at 02:00: 02:30 is not there.
    ['2027-03-28T01:59', '2027-03-28T00:59:00.000Z'],
    ['2027-03-28T02:30', '2027-03-28T01:30:00.000Z'],
    ['2027-03-28T03:00', '2027-03-28T01:00:00.000Z'],
    ['', undefined],
  ])('%s is %s', (typed, expected) => {
    expect(iso(typed)).toBe(expected);
  });
});
