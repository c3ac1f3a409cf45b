import { instant, millimetres, minutes, seconds } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { exceedance } from './exceedance.ts';
import { type FindingCode, findingIn, findingText, finding } from './finding.ts';
import { flatLine } from './flat-line.ts';
import { grossRange } from './gross-range.ts';

const inDanish = (detail: string): string | undefined => {
  const found = findingIn(detail);
  return found && findingText(found, 'da', (figure) => (typeof figure === 'number' ? String(figure).replace('.', ',') : figure));
};

describe('what a check found', () => {
  it('is kept in English and can be said in Danish, with the same figures', () => {
    const range = grossRange(99.5, { fail: { min: -1, max: 5 } }).detail;
    expect(range).toBe('99.5 is outside -1 to 5');
    expect(findingIn(range)).toEqual({ code: 'outside-range', figures: { value: 99.5, min: -1, max: 5 } });
    expect(inDanish(range)).toBe('99,5 ligger uden for -1 til 5');
    // 10-min 38 mm is grade 2 against the record of 31.2 mm (domain.md §3.4).
    expect(inDanish(exceedance(millimetres(38), minutes(10)).detail)).toBe('38 mm på 10 min; den danske rekord er 31,2 mm (grad 2)');
    const still = Array.from({ length: 4 }, (_, index) => ({ at: instant(index * 900_000), value: 2 }));
    expect(inDanish(flatLine(still, 3, { limits: { suspect: seconds(2700), tolerance: 0.01 }, interval: seconds(900) }).detail)).toBe('inden for 0,01 i 0,75 t');
  });

  it('leaves times and what a person wrote as they are', () => {
    const detail = finding('at-work-until', { reason: 'Rense tragt, skifte 2 batterier', at: '2026-08-26T12:00:00.000Z' });
    expect(detail).toBe('Rense tragt, skifte 2 batterier, until 2026-08-26T12:00:00.000Z');
    expect(findingIn(detail)).toEqual({ code: 'at-work-until', figures: { reason: 'Rense tragt, skifte 2 batterier', at: '2026-08-26T12:00:00.000Z' } });
    expect(findingIn(finding('not-a-number', { text: '12' }))).toEqual({ code: 'not-a-number', figures: { text: '12' } });
  });

  it('is had back of every code, and of nothing else', () => {
    const figures = (code: FindingCode) => findingIn(finding(code, EXAMPLE as never));
    for (const code of CODES) {
      const found = figures(code);
      expect(found?.code).toBe(code);
      for (const [name, figure] of Object.entries(found?.figures ?? {})) expect([code, name, figure]).toEqual([code, name, EXAMPLE[name as keyof typeof EXAMPLE]]);
      expect(inDanish(finding(code, EXAMPLE as never))).not.toMatch(/[{}]|undefined/);
    }
    expect(findingIn('')).toBeUndefined();
    expect(findingIn('something else')).toBeUndefined();
  });
});

const EXAMPLE = {
  value: -1.5, min: 0, max: 5, at: '2026-08-26T12:00:00.000Z', minutes: 12, days: 9, text: 'n/a', size: 2.25, limit: 1, rate: 3.5, tolerance: 0.01, hours: 12, spread: 0.004, current: 3.5, depth: 7.2,
  record: 5.4, grade: 2, times: 24, before: 40_000, after: 3, temperature: -2, wet: 5, count: 2, of: 3, median: 0.4, reason: 'rinsed',
};
const CODES: readonly FindingCode[] = [
  'outside-range', 'no-time', 'in-the-future', 'days-old', 'clock-behind', 'not-a-number', 'off-neighbours-in-time', 'changes-over', 'change-fails', 'within-for', 'varies-little', 'hours-since', 'nothing-for',
  'at-least', 'at-most', 'loop-fault', 'over-the-record', 'times-running', 'counter-reset', 'counter-leapt', 'sum-since', 'told-otherwise', 'snow-in-funnel', 'blocked', 'isolated', 'dry-among-wet', 'far-more',
  'dry-for-days', 'at-work-until', 'work-overdue',
];
