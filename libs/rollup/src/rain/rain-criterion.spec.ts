import { instant, type Micrometres, MINUTE, minutes, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { INSURERS, KRAFTIG_REGN, meetsNow, type RainCriterion, SKYBRUD, verdictOf } from './rain-criterion.ts';
import { rainSeries } from './rain-series.ts';

const NIGHT = instant(Date.UTC(2026, 7, 26));
const at = (minute: number) => shifted(NIGHT, minute * MINUTE);
const TIP = 200;

/** A minute record in which `tips` of 0.2 mm are spread over minutes 1 to `over`, the remainder in the last of them; dry until `length`. */
function tipped(tips: number, over: number, length: number, leftOut: readonly number[] = []) {
  const each = Math.floor(tips / over);
  const heard = Array.from({ length }, (_, index) => index + 1).filter((minute) => !leftOut.includes(minute));
  return rainSeries(heard.map(at), heard.map((minute) => (minute < over ? each : minute === over ? tips - each * (over - 1) : 0) * TIP));
}

describe('rain of a name', () => {
  // domain-vectors.json, `dmi`.
  it.each([
    [SKYBRUD, 75, 30, 'no'],
    [SKYBRUD, 76, 30, 'yes'],
    [KRAFTIG_REGN, 120, 360, 'no'],
    [KRAFTIG_REGN, 121, 360, 'yes'],
  ] as const)('%o: %i tips in %i min: %s', (criterion: RainCriterion, tips, over, answer) => {
    expect(verdictOf(tipped(tips, over, 400), criterion).answer).toBe(answer);
  });

  it('is told with the minute in which it was first crossed', () => {
    // 3 tips a minute: 0.6 mm; after 25 minutes 15.0 mm, which is not more than 15; after 26 it is 15.6.
    expect(verdictOf(tipped(90, 30, 60), SKYBRUD)).toEqual({ answer: 'yes', firstAt: at(26) });
  });

  it('is cloudburst to the insurers at 15 mm exactly, and at 40 mm in a day', () => {
    expect(verdictOf(tipped(75, 30, 60), INSURERS)).toEqual({ answer: 'yes', firstAt: at(30) });
    expect(verdictOf(tipped(199, 199, 1440), INSURERS).answer).toBe('no');
    expect(verdictOf(tipped(200, 200, 1440), INSURERS).answer).toBe('yes');
  });

  it('stands proved in spite of a gap, and is never disproved across one', () => {
    expect(verdictOf(tipped(80, 30, 60, [3]), SKYBRUD).answer).toBe('yes');
    expect(verdictOf(tipped(10, 30, 60, [3]), SKYBRUD).answer).toBe('unknown');
    expect(verdictOf(rainSeries([], []), SKYBRUD).answer).toBe('unknown');
  });

  it('is not disproved by a record shorter than its window', () => {
    // Ten minutes say nothing of six hours, nor 29 of half an hour; 30 minutes hold one whole window, and 75 tips in it are no skybrud.
    expect(verdictOf(tipped(0, 1, 10), KRAFTIG_REGN).answer).toBe('unknown');
    expect(verdictOf(tipped(0, 1, 29), SKYBRUD).answer).toBe('unknown');
    expect(verdictOf(tipped(75, 30, 30), SKYBRUD).answer).toBe('no');
    expect(verdictOf(tipped(120, 359, 359), KRAFTIG_REGN).answer).toBe('unknown');
    expect(verdictOf(tipped(120, 360, 360), KRAFTIG_REGN).answer).toBe('no');
    // Half an hour of it is ruled out, a day of it is not.
    expect(verdictOf(tipped(0, 1, 1439), INSURERS).answer).toBe('unknown');
    // It may be proved all the same.
    expect(verdictOf(tipped(76, 10, 10), SKYBRUD).answer).toBe('yes');
  });

  it('is not disproved where the time that is asked about goes on beyond the record', () => {
    const asked = (from: number, to: number) => verdictOf(tipped(10, 30, 60), SKYBRUD, { after: at(from), until: at(to) }).answer;
    expect([asked(0, 60), asked(-1, 60), asked(0, 61)]).toEqual(['no', 'unknown', 'unknown']);
  });

  it('is ruled out by hourly values where no two that follow each other hold as much, and cannot be told from them else', () => {
    const hourly = (...mm: readonly number[]) => rainSeries(mm.map((_, index) => at(60 * (index + 1))), mm.map((depth) => depth * 1000));
    // Half an hour lies in one hour or across the turn of two: never more than both hold.
    expect(verdictOf(hourly(0.1, 0.1, 0.1, 0.1, 0.1, 0.1), SKYBRUD).answer).toBe('no');
    expect(verdictOf(hourly(0, 7.5, 7.5, 0, 14, 1), SKYBRUD).answer).toBe('no');
    expect(verdictOf(hourly(0, 7.5, 7.6, 0), SKYBRUD).answer).toBe('unknown');
    expect(verdictOf(hourly(0, 7.5, 7.5, 0), INSURERS).answer).toBe('unknown');
    // It may have taken the whole hour.
    expect(verdictOf(hourly(0, 50, 0), SKYBRUD).answer).toBe('unknown');
    // Six hours lie in seven: 24 mm in those seven are none, and what six by the clock hold beyond it is one.
    expect(verdictOf(hourly(4, 4, 4, 4, 4, 4, 0), KRAFTIG_REGN).answer).toBe('no');
    expect(verdictOf(hourly(4, 4, 4, 4, 4, 4, 1), KRAFTIG_REGN).answer).toBe('unknown');
    expect(verdictOf(hourly(4, 4, 4, 4, 4, 5, 0), KRAFTIG_REGN).answer).toBe('yes');
    expect(verdictOf(hourly(1, 1, 1, 1, 1), KRAFTIG_REGN).answer).toBe('unknown');
    expect(verdictOf(hourly(0.1), SKYBRUD).answer).toBe('unknown');
  });

  it('is ruled out by values of half a day and more as by hourly ones: two that follow each other hold every half hour', () => {
    const daily = (...mm: readonly number[]) => verdictOf(rainSeries(mm.map((_, index) => at(1440 * (index + 1))), mm.map((depth) => depth * 1000)), SKYBRUD).answer;
    expect([daily(3, 7, 8), daily(3, 8, 8)]).toEqual(['no', 'unknown']);
  });

  it('is not disproved by values of ten minutes across which a window may lie that holds more', () => {
    const tens = (...mm: readonly number[]) => verdictOf(rainSeries(mm.map((_, index) => at(10 * (index + 1))), mm.map((depth) => depth * 1000)), SKYBRUD).answer;
    // 15 mm lie in the middle three; a window that is off by some minutes loses as much as it gains at the most.
    expect(tens(0, 5, 5, 5, 0)).toBe('no');
    // 13 mm by the clock; but (5, 35] may hold 6 + 6 + 1 + 6.
    expect(tens(0, 6, 6, 1, 6, 0)).toBe('unknown');
    expect(tens(0, 6, 6, 4, 0)).toBe('yes');
  });

  it('is met now, not met, or not known', () => {
    const now = (depth: number, completeness: number) => meetsNow(SKYBRUD, () => ({ depth: depth as Micrometres, completeness }));
    expect([now(15_001, 0.1), now(15_000, 1), now(15_000, 0.99)]).toEqual(['yes', 'no', 'unknown']);
    expect(meetsNow(INSURERS, (duration) => ({ depth: (duration === minutes(1440) ? 40_000 : 0) as Micrometres, completeness: 1 }))).toBe('yes');
  });
});
