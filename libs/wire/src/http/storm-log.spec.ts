import type { LiveStorm } from '../live/live-event.ts';
import { describe, expect, it } from 'vitest';
import { stormLog } from './storm-log.ts';

const unknown = { answer: 'unknown' } as const;
const group = { id: 'havnen', name: 'Havnen', catchments: ['havnen'], phase: 'over', meanMm: 16, maxima: [], skybrud: unknown, kraftigRegn: unknown, insurers: unknown } as const;
const storm: LiveStorm = {
  id: 'storm-1', onset: 2_000, end: 9_000, greatestMm: 16, phase: 'over', openedBy: 'warning', groups: [{ ...group, onset: 2_000, end: 8_000 }, { ...group, id: 'aadalen' }], maxima: [],
  skybrud: { answer: 'yes', firstAt: 4_000, gauge: 'r-1' }, kraftigRegn: { answer: 'no' }, insurers: unknown,
  warnings: [{ id: 'w-1', source: 'DMI', about: 'cloudburst', category: 1, event: 'Skybrud', issuedAt: 1_000, onset: 3_000, expires: 9_000 }], alerts: ['a-1'], actions: [],
};

describe('the log of a storm', () => {
  it('tells what happened in the order of time, and nothing that did not', () => {
    const alert = { id: 'a-1', rule: 'r', asset: 'b', severity: 1, state: 'acknowledged', episodeStart: 4_500, raisedAt: 5_000, valueWhenRaised: 2, acknowledgedAt: 6_000, acknowledgedBy: 'Mette', actions: [] } as const;
    expect(stormLog(storm, 1_500, [alert]).map(({ at, what, id, by }) => [Date.parse(at), what, id, by])).toEqual([
      [1_000, 'warning-issued', 'w-1', undefined],
      [1_500, 'opened-by-warning', undefined, undefined],
      [2_000, 'rain-began', 'havnen', undefined],
      [4_000, 'skybrud', 'r-1', undefined],
      [5_000, 'alert-raised', 'a-1', undefined],
      [6_000, 'alert-acknowledged', 'a-1', 'Mette'],
      [8_000, 'rain-ended', 'havnen', undefined],
      [9_000, 'ended', undefined, undefined],
    ]);
  });

  it('has what those on duty wrote where it happened', () => {
    const notes = [{ at: 4_500, by: 'Mette', text: 'The gate is shut by hand.' }];
    expect(stormLog(storm, 1_500, [], notes).map(({ at, what, by, text }) => [Date.parse(at), what, by, text]).slice(3, 5)).toEqual([
      [4_000, 'skybrud', undefined, undefined],
      [4_500, 'note', 'Mette', 'The gate is shut by hand.'],
    ]);
  });
});
