import { describe, expect, it } from 'vitest';
import { minutes, years } from '../units.ts';
import { indicativeIdf } from './indicative-idf.ts';
import { returnPeriodAtDuration, returnPeriodNote, returnPeriodText } from './return-period-text.ts';

describe('a return period in print', () => {
  it.each([
    [0, '<1'],
    [0.999, '<1'],
    [1, '1.0'],
    [3.683898, '3.7'],
    [9.94, '9.9'],
    [9.96, '10'],
    [19.036805, '19'],
    [100, '100'],
    [100.001, '>100'],
    [419.55, '>100'],
  ])('%f years reads "%s"', (returnPeriod, text) => {
    expect(returnPeriodText(years(returnPeriod), indicativeIdf)).toBe(text);
  });

  it('of a table of its own ends where that table ends', () => {
    const limits = { mostFrequent: years(2), rarest: years(50) };
    expect([1.9, 2, 50, 50.1].map((returnPeriod) => returnPeriodText(years(returnPeriod), limits))).toEqual(['<2', '2.0', '50', '>50']);
  });

  it('of the built-in curve is called indicative, and no other', () => {
    expect(returnPeriodNote(indicativeIdf)).toEqual({ da: 'vejledende, ikke SVK', en: 'indicative, not SVK' });
    expect(returnPeriodNote({ source: 'SVK Skrift 30, Vejle' })).toBeUndefined();
    expect(returnPeriodAtDuration('3.7', minutes(30), returnPeriodNote(indicativeIdf))).toEqual({
      da: 'T = 3,7 år ved varighed 30 min (vejledende, ikke SVK)',
      en: 'T = 3.7 years at duration 30 min (indicative, not SVK)',
    });
  });

  it('is said with its duration, in either language', () => {
    expect(returnPeriodAtDuration('3.7', minutes(30))).toEqual({ da: 'T = 3,7 år ved varighed 30 min', en: 'T = 3.7 years at duration 30 min' });
    expect(returnPeriodAtDuration('>100', minutes(360))).toEqual({ da: 'T = >100 år ved varighed 6 timer', en: 'T = >100 years at duration 6 h' });
  });
});
