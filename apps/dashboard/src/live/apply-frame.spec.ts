import type { LiveChanges, LiveSensor, LiveSnapshot, LiveStorm, LiveStormGroup } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { applyFrame, type LiveState } from './apply-frame.ts';

const SNAPSHOT: LiveSnapshot = {
  kind: 'snapshot', n: 7, serverTime: 1_000, run: 'run-1', sensors: [], basins: [], catchments: [], readiness: [], alerts: [], storms: [], evidence: [], maintenance: [],
  intake: { received: 3, observations: 3, byReason: {}, latest: [] },
  spool: { waitingRows: 0, share: 0, level: 0, limitedBy: 'size', full: false, writable: true, storeAnswers: true, damagedRows: 0 },
};
const level = (said: Partial<LiveSensor>): LiveSensor => ({
  id: 'l-1', quantity: 'level_m', value: 1.2, phenomenonTime: 500, receivedAt: 600, flag: 1, checks: [], ...said,
});
const changes = (from: number, ...observations: readonly LiveSensor[]): LiveChanges => ({
  kind: 'changes', from, to: from + observations.length - 1, serverTime: 2_000,
  changes: observations.map((observation) => ({ kind: 'observation', observation })),
});
const applied = (state: LiveState | undefined, frame: Parameters<typeof applyFrame>[1]): LiveState => {
  const result = applyFrame(state, frame);
  if (!result.ok) throw new Error('the frame did not apply');
  return result.state;
};

describe('the live state', () => {
  const known = applied(undefined, SNAPSHOT);

  it('begins with a snapshot and follows the numbers', () => {
    const next = applied(known, changes(8, level({ value: 1.3 })));
    expect(next.n).toBe(8);
    expect(next.sensors.get('l-1')?.value).toBe(1.3);
    expect(known.sensors.size).toBe(0);
  });

  it('does not go on over a missing number, nor without a snapshot', () => {
    expect(applyFrame(known, changes(9, level({}))).ok).toBe(false);
    expect(applyFrame(known, changes(7, level({}))).ok).toBe(false);
    expect(applyFrame(undefined, changes(8, level({}))).ok).toBe(false);
  });

  it('follows how much waits in the journal', () => {
    const spool = { ...SNAPSHOT.spool, waitingRows: 900, share: 0.81, level: 80 } as const;
    expect(applied(known, { kind: 'changes', from: 8, to: 8, serverTime: 2_000, changes: [{ kind: 'spool', spool }] }).spool).toEqual(spool);
  });

  it('keeps the groups of a storm of which a change says nothing, each in its place', () => {
    const no = { answer: 'no' } as const;
    const group = (id: string, meanMm: number): LiveStormGroup => ({ id, name: id, catchments: [id], phase: 'growing', meanMm, maxima: [], skybrud: no, kraftigRegn: no, insurers: no });
    const storm = (greatestMm: number, ...groups: readonly LiveStormGroup[]): LiveStorm => ({
      id: 'storm-1', onset: 0, greatestMm, phase: 'growing', openedBy: 'rain', groups, maxima: [], skybrud: no, kraftigRegn: no, insurers: no, warnings: [], alerts: [], actions: [],
    });
    const told = (state: LiveState, n: number, news: LiveStorm) => applied(state, { kind: 'changes', from: n, to: n, serverTime: 2_000, changes: [{ kind: 'storm', storm: news }] });
    const first = told(known, 8, storm(1, group('harbour', 1), group('valley', 2)));
    expect(told(first, 9, storm(4, group('harbour', 4))).storms.get('storm-1')).toEqual(storm(4, group('harbour', 4), group('valley', 2)));
  });

  it('takes a beat as a sign of life only when nothing was missed', () => {
    expect(applyFrame(known, { kind: 'beat', n: 7, serverTime: 3_000 }).ok).toBe(true);
    expect(applyFrame(known, { kind: 'beat', n: 8, serverTime: 3_000 }).ok).toBe(false);
  });

  it('keeps the newer value when an older one comes late or an impossible one comes early', () => {
    const now = applied(known, changes(8, level({ value: 1.3 })));
    expect(applied(now, changes(9, level({ value: 1.1, phenomenonTime: 400 }))).sensors.get('l-1')?.value).toBe(1.3);
    const future = level({ value: 9, phenomenonTime: 9_999_999, flag: 4, checks: ['clock'] });
    expect(applied(now, changes(9, future)).sensors.get('l-1')?.value).toBe(1.3);
  });
});
