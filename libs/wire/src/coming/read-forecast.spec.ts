import { instant, isoOf, MINUTE, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { readForecast } from './read-forecast.ts';
import { readWarning } from './read-warning.ts';

const NOW = instant(Date.UTC(2026, 7, 26, 3, 0));
const at = (minute: number): string => isoOf(shifted(NOW, minute * MINUTE));
const context = { now: NOW, catchments: ['aadalen', 'havnen'], assets: ['b-aadalen'] };
const rain = (changes: object = {}) => ({ source: 'DMI radar', issuedAt: at(-2), catchment: 'aadalen', steps: [{ from: at(0), to: at(10), mm: 2, lowMm: 1, highMm: 4 }, { from: at(10), to: at(20), mm: 0 }], ...changes });
const level = (changes: object = {}) => ({ source: 'DMI', issuedAt: at(-2), asset: 'b-aadalen', steps: [{ at: at(0), levelM: 1.2 }, { at: at(60), levelM: 1.5, lowM: 1.4, highM: 1.7 }], ...changes });
const faults = (body: unknown) => {
  const read = readForecast(body, context);
  return read.ok ? [] : read.faults;
};

describe('a forecast that comes in', () => {
  it('is kept as it was issued', () => {
    expect(readForecast(rain(), context)).toEqual({
      ok: true,
      forecast: {
        kind: 'rain', source: 'DMI radar', issuedAt: shifted(NOW, -2 * MINUTE), catchment: 'aadalen',
        steps: [{ from: NOW, to: shifted(NOW, 10 * MINUTE), mm: 2, lowMm: 1, highMm: 4 }, { from: shifted(NOW, 10 * MINUTE), to: shifted(NOW, 20 * MINUTE), mm: 0 }],
      },
    });
    expect(readForecast(level(), context)).toMatchObject({ ok: true, forecast: { kind: 'water-level', asset: 'b-aadalen', steps: [{ level: 1.2 }, { low: 1.4, high: 1.7 }] } });
  });

  it('of rain without steps takes back what its source said before', () => {
    expect(readForecast(rain({ steps: [] }), context)).toMatchObject({ ok: true, forecast: { steps: [] } });
  });

  it.each([
    [rain({ catchment: 'byen' }), 'catchment: expected one of aadalen, havnen'],
    [level({ asset: 'b-x' }), 'asset: expected one of b-aadalen'],
    [rain({ issuedAt: at(6) }), 'issuedAt: expected a time that is not in the future'],
    [rain({ issuedAt: at(-2881) }), 'issuedAt: expected a time in the last 48 hours'],
    [rain({ issuedAt: '2026-08-26T03:00' }), 'issuedAt: expected a time in ISO 8601 with an offset, such as 2026-08-26T12:20:00Z'],
    [level({ steps: [] }), 'steps: expected at least one step'],
    [rain({ steps: [{ from: at(10), to: at(10), mm: 1 }] }), 'steps[0].to: expected a time after from'],
    [rain({ steps: [{ from: at(0), to: at(10), mm: 1 }, { from: at(9), to: at(20), mm: 1 }] }), 'steps[1].from: expected the end of the step before it, or later'],
    [rain({ steps: [{ from: at(0), to: at(10), mm: -1 }] }), 'steps[0].mm: expected a number that is 0 or more'],
    [rain({ steps: [{ from: at(0), to: at(10), mm: 1, lowMm: 2 }] }), 'steps[0].lowMm: expected at most mm'],
    [rain({ steps: [{ from: at(0), to: at(10), mm: 1, highMm: 0.5 }] }), 'steps[0].highMm: expected at least mm'],
    [level({ steps: [{ at: at(0), levelM: 1 }, { at: at(0), levelM: 1 }] }), 'steps[1].at: expected a time after the step before it'],
    [rain({ place: 'x' }), 'place: expected no such key here, only source, issuedAt, catchment, steps'],
  ])('%# is refused with its fault', (body, says) => {
    expect(faults(body)).toEqual([says]);
  });

  it('is refused with all of its faults at once, and when it is no object at all', () => {
    expect(faults(rain({ source: '', steps: [{ from: at(0), to: 'later', mm: 'much' }] }))).toHaveLength(3);
    expect(faults('rain')).toEqual(['the body: expected a group of keys']);
    expect(faults(undefined)).toHaveLength(1);
  });
});

describe('a warning that is typed', () => {
  const typed = (changes: object = {}) => ({ source: 'DMI', about: 'cloudburst', category: 2, onset: at(180), expires: at(600), ...changes });

  it('needs no more than source, subject, category and times', () => {
    expect(readWarning(typed(), NOW)).toEqual({
      ok: true,
      warning: {
        kind: 'warning', id: 'DMI.cloudburst.2026-08-26T06-00', source: 'DMI', issuedAt: NOW, about: 'cloudburst', category: 2, event: 'Skybrud',
        onset: shifted(NOW, 180 * MINUTE), expires: shifted(NOW, 600 * MINUTE), areas: [], replaces: [], isCancellation: false,
      },
    });
  });

  it.each([
    [typed({ category: 4 }), 'category: expected 0 (risikomelding), 1, 2 or 3'],
    [typed({ expires: at(180) }), 'expires: expected a time after onset'],
    [typed({ onset: at(-60), expires: at(0) }), 'expires: expected a time that is still to come'],
    [typed({ expires: at(180 + 10 * 1440 + 1) }), 'expires: expected at most ten days after onset'],
    [typed({ cancels: true }), 'replaces: expected the ids of the warnings that are taken back'],
    [typed({ about: 'wind' }), 'about: expected "cloudburst", "rain", "high-water" or "other"'],
  ])('%# is refused with its fault', (body, says) => {
    const read = readWarning(body, NOW);
    expect(!read.ok && read.faults).toEqual([says]);
  });
});
