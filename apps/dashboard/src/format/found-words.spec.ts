import { describe, expect, it } from 'vitest';
import { foundWords } from './found-words.ts';

const ZONE = 'Europe/Copenhagen';

describe('what a check found, on the page', () => {
  it('is in its language, with its figures and its time', () => {
    const found = { code: 'sum-since', figures: { depth: 12.4, at: '2026-08-26T12:00:00.000Z' } } as const;
    expect(foundWords({ found, detail: '' }, 'da', ZONE)).toMatch(/^12,4 mm siden .*14[.:]00.*: hvornår det faldt, vides ikke$/);
    expect(foundWords({ found, detail: '' }, 'en', ZONE)).toMatch(/^12\.4 mm since .*14[.:]00.*: when it fell is not known$/);
    const grade = { code: 'over-the-record', figures: { depth: 38, minutes: 10, record: 31.2, grade: 2 } } as const;
    expect(foundWords({ found: grade, detail: '' }, 'da', ZONE)).toBe('38 mm på 10 min; den danske rekord er 31,2 mm (grad 2)');
  });

  it('is in the words of the check where it has no code', () => {
    expect(foundWords({ detail: 'a finding of another version' }, 'da', ZONE)).toBe('a finding of another version');
  });
});
