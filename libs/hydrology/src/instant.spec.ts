import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant, instantFromIso, isoOf } from './instant.ts';

describe('a time in ISO 8601', () => {
  it.each([
    ['2026-08-26T12:20:05Z', Date.UTC(2026, 7, 26, 12, 20, 5)],
    ['2026-08-26T12:20:05.250Z', Date.UTC(2026, 7, 26, 12, 20, 5, 250)],
    ['2026-08-26T14:20:05+02:00', Date.UTC(2026, 7, 26, 12, 20, 5)],
    ['2026-08-26T12:20Z', Date.UTC(2026, 7, 26, 12, 20)],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['1969-12-31T23:59:59Z', -1000],
    // The year 50, which `Date.UTC` takes for 1950.
    ['0050-01-01T00:00:00Z', new Date(0).setUTCFullYear(50)],
    ['2026-08-26T24:00:00Z', Date.UTC(2026, 7, 27)],
  ])('%s', (text, utcMs) => {
    expect(instantFromIso(text)).toBe(utcMs);
  });

  it.each([
    '2026-08-26T12:20:05', '2026-02-29T00:00:00Z', '2026-02-30T00:00:00.000Z', '2026-13-01T00:00:00Z', '2026-00-10T00:00:00Z', '2026-08-00T00:00:00Z',
    '2026-08-26T25:00:00Z', '2026-08-26T12:60:00Z', '2026-08-26T12:20:61Z', '2026-08-26 12:20:05Z', '2026-08-26T12:20:05z', '2026/08/26T12:20:05Z',
    '2026-08-26T12.20:05Z', '2026-08-26T12:20:05,250Z', '2026-08-26T12:20:+5Z', '2026-08-26T1e:20:05Z', '2026-08-26T12:20:05.2x0Z', '٢٠٢٦-08-26T12:20:05Z', '',
  ])('"%s" is none', (text) => {
    expect(instantFromIso(text)).toBeUndefined();
  });

  it('is read back from what is written of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1600, 0), max: Date.UTC(9999, 11, 31, 23, 59, 59, 999) }), (utcMs) => {
        const written = isoOf(instant(utcMs));
        expect(instantFromIso(written)).toBe(utcMs);
        expect(instantFromIso(`${written.slice(0, 19)}Z`)).toBe(Math.floor(utcMs / 1000) * 1000);
      }),
    );
  });
});
