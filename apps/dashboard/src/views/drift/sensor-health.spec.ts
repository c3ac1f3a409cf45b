import type { LiveSensor } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { sensorHealth } from './sensor-health.ts';

const NOW = 10_000_000;
const said = (secondsAgo: number, flag = 1): LiveSensor => ({ id: 'l-1', quantity: 'level_m', value: 1, phenomenonTime: NOW - secondsAgo * 1_000, receivedAt: NOW, flag, checks: [] });
const window = (state: 'in-maintenance' | 'overrun') => ({ maintenance: { state, until: '2026-08-26T12:00:00Z', reason: 'cleaning' } });

describe('how a sensor is that speaks every minute', () => {
  it.each([
    ['has just spoken', said(30), {}, 'well'],
    ['spoke more than two intervals ago', said(121), {}, 'late'],
    ['spoke more than three intervals ago', said(181), {}, 'silent'],
    ['has never spoken', undefined, {}, 'silent'],
    ['said what a check doubts', said(30, 3), {}, 'suspect'],
    ['said what cannot be', said(30, 4), {}, 'failed'],
    ['is silent with a failed value as its last word', said(600, 4), {}, 'silent'],
    ['is silent while someone is at it', said(600), window('in-maintenance'), 'maintenance'],
    ['speaks while its window is overdue', said(30), window('overrun'), 'overrun'],
  ] as const)('%s', (_case, newest, maintenance, health) => {
    expect(sensorHealth({ expectedIntervalS: 60, ...maintenance }, newest, NOW)).toBe(health);
  });
});
