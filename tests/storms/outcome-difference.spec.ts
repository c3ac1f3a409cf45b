import { describe, expect, it } from 'vitest';
import type { Outcome, OutcomeStorm } from './outcome.ts';
import { outcomeDifference } from './outcome-difference.ts';

const approved: Outcome = {
  alerts: [
    { rule: 'crest', raised: '2026-08-26T12:06', returned: null },
    { rule: 'road', raised: '2026-08-26T12:01', returned: '2026-08-26T12:24' },
  ],
  readiness: { aadalen: { leastMm: 7.1, at: '2026-08-26T14:02', minutes: { ready: 60, strained: 40 } } },
};

describe('the difference to an approved outcome', () => {
  it('is none where all is the same', () => {
    expect(outcomeDifference(approved, structuredClone(approved))).toEqual([]);
  });

  it('says which alert came earlier, later, not at all or unforeseen', () => {
    const came: Outcome = {
      ...approved,
      alerts: [
        { rule: 'road', raised: '2026-08-26T11:59', returned: '2026-08-26T12:30' },
        { rule: 'road', raised: '2026-08-26T13:00', returned: null },
      ],
    };
    expect(outcomeDifference(approved, came)).toEqual([
      'crest: not raised; approved is 2026-08-26T12:06',
      'road raised 2 min earlier: at 2026-08-26T11:59; approved is 2026-08-26T12:01',
      'road returned 6 min later: at 2026-08-26T12:30; approved is 2026-08-26T12:24',
      'road (2): raised at 2026-08-26T13:00; none is approved',
    ]);
  });

  it('says when an alert stands or no longer stands', () => {
    const came: Outcome = { ...approved, alerts: [{ rule: 'crest', raised: '2026-08-26T12:06', returned: '2026-08-26T15:00' }, { rule: 'road', raised: '2026-08-26T12:01', returned: null }] };
    expect(outcomeDifference(approved, came)).toEqual(['crest returned at 2026-08-26T15:00; approved is that it stands', 'road stands; approved is that it returned at 2026-08-26T12:24']);
  });

  it('says which storm of a recording is another', () => {
    const storm = { onset: '2015-07-25T21:57', end: '2015-07-26T11:48', most: { sensor: 'r-05', mm: 15.2 } };
    const of = (...storms: readonly OutcomeStorm[]): Outcome => ({ ...approved, storms });
    expect(outcomeDifference(of(storm), of({ ...storm, most: { sensor: 'r-05', mm: 15 } }, { onset: '2015-07-26T13:46', end: null, most: null }))).toEqual([
      'storm 1: 2015-07-25T21:57 to 2015-07-26T11:48, at most 15 mm in 30 min at r-05; approved is 2015-07-25T21:57 to 2015-07-26T11:48, at most 15.2 mm in 30 min at r-05',
      'storm 2: 2015-07-26T13:46 to the end, at most nothing; approved is none',
    ]);
    expect(outcomeDifference(of(storm), of(storm))).toEqual([]);
  });

  it('says by how many millimetres readiness differs, and for how long', () => {
    const came: Outcome = { ...approved, readiness: { aadalen: { leastMm: 5.8, at: '2026-08-26T14:05', minutes: { ready: 55, strained: 40, unknown: 5 } }, havnen: { leastMm: null, at: null, minutes: {} } } };
    expect(outcomeDifference(approved, came)).toEqual([
      'aadalen can take 1.3 mm less in 30 min at the least: 5.8 mm at 2026-08-26T14:05; approved is 7.1 mm at 2026-08-26T14:02',
      'aadalen is ready for 5 min less: 55; approved are 60',
      'aadalen is unknown for 5 min more: 5; approved are 0',
      'havnen: readiness is known; none is approved',
    ]);
  });
});
