import { describe, expect, it } from 'vitest';
import { toAlertAnswer } from './to-alert-answer.ts';

const alert = {
  id: 'rule.asset.20260826T122000Z', rule: 'rule', asset: 'asset', severity: 2, state: 'new',
  episodeStart: Date.UTC(2026, 7, 26, 12, 20), raisedAt: Date.UTC(2026, 7, 26, 12, 21), valueWhenRaised: 14.2, actions: [],
} as const;

describe('an alert over HTTP', () => {
  it('has its times in ISO 8601 and leaves out what has not happened', () => {
    expect(toAlertAnswer(alert)).toEqual({ ...alert, episodeStart: '2026-08-26T12:20:00.000Z', raisedAt: '2026-08-26T12:21:00.000Z' });
  });

  it('tells when it was acknowledged and when it returned', () => {
    const answer = toAlertAnswer({ ...alert, state: 'closed', acknowledgedAt: Date.UTC(2026, 7, 26, 12, 22), acknowledgedBy: 'Vagthavende', returnedAt: Date.UTC(2026, 7, 26, 13, 0) });
    expect(answer).toMatchObject({ acknowledgedAt: '2026-08-26T12:22:00.000Z', acknowledgedBy: 'Vagthavende', returnedAt: '2026-08-26T13:00:00.000Z' });
  });
});
