import { describe, expect, it } from 'vitest';
import { formatAge, formatClock, formatDateTime, formatNumber, formatTime } from './format.ts';

const COPENHAGEN = 'Europe/Copenhagen';

describe('times in the town', () => {
  it('are Copenhagen time, summer and winter', () => {
    expect(formatTime(Date.UTC(2026, 7, 26, 1, 14), COPENHAGEN)).toBe('03:14');
    expect(formatTime(Date.UTC(2026, 11, 26, 1, 14), COPENHAGEN)).toBe('02:14');
    expect(formatClock(Date.UTC(2026, 7, 26, 22, 0, 9), COPENHAGEN)).toBe('00:00:09');
  });

  it('tell the two half past twos of 25 October 2026 apart', () => {
    // Summer time ends at 01:00 UTC: 00:30 UTC is 02:30 summer time, 01:30 UTC is 02:30 winter time.
    expect(formatDateTime(Date.UTC(2026, 9, 25, 0, 30), COPENHAGEN)).toBe('25/10 02:30 CEST');
    expect(formatDateTime(Date.UTC(2026, 9, 25, 1, 30), COPENHAGEN)).toBe('25/10 02:30 CET');
  });

  it('skip from 01:59 to 03:00 on 28 March 2027', () => {
    expect(formatTime(Date.UTC(2027, 2, 28, 0, 59), COPENHAGEN)).toBe('01:59');
    expect(formatTime(Date.UTC(2027, 2, 28, 1, 0), COPENHAGEN)).toBe('03:00');
  });
});

describe('numbers', () => {
  it('carry a decimal comma in Danish and a point in English', () => {
    expect(formatNumber(1240.5, 1, 'da')).toBe('1.240,5');
    expect(formatNumber(1240.5, 1, 'en')).toBe('1,240.5');
    expect(formatNumber(0, 1, 'da')).toBe('0,0');
    expect(formatNumber(-0.22, 2, 'da')).toBe('−0,22');
    expect(formatNumber(-0.04, 1, 'da')).toBe('0,0');
  });
});

describe('ages', () => {
  it.each([
    [-3_000, '0 s'],
    [89_000, '89 s'],
    [90_000, '1 min'],
    [89 * 60_000, '89 min'],
    [3 * 3_600_000, '3 t'],
    [47 * 3_600_000, '47 t'],
    [50 * 3_600_000, '2 d'],
  ])('%i ms is %s', (ms, text) => {
    expect(formatAge(ms, 'da')).toBe(text);
  });
});
