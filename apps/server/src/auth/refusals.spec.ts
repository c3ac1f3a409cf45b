import { describe, expect, it } from 'vitest';
import { Refusals } from './refusals.ts';

const NOW = Date.UTC(2026, 10, 24);

describe('refusals', () => {
  it('are counted one by one and told once a minute for each reason', () => {
    const told: string[] = [];
    const refusals = new Refusals((line) => told.push(line));
    for (let second = 0; second < 60; second += 1) refusals.count('wrong-password', 'POST /sign-in', '192.0.2.1', NOW + second * 1_000);
    refusals.count('foreign-origin', 'WS /live', '192.0.2.1', NOW);
    refusals.count('wrong-password', 'POST /sign-in', '192.0.2.2', NOW + 60_000);
    expect(refusals.byReason).toMatchObject({ 'wrong-password': 61, 'foreign-origin': 1, 'wrong-code': 0 });
    expect(told).toEqual([
      'Refused (wrong-password): POST /sign-in, from 192.0.2.1.',
      'Refused (foreign-origin): WS /live, from 192.0.2.1.',
      'Refused (wrong-password): POST /sign-in, from 192.0.2.2; 60 since the last such line.',
    ]);
  });

  it('of a quiet day are counted and not told', () => {
    const told: string[] = [];
    const refusals = new Refusals((line) => told.push(line));
    refusals.count('not-signed-in', 'GET /api/v1/town', '192.0.2.1', NOW);
    expect([refusals.byReason['not-signed-in'], told]).toEqual([1, []]);
  });
});
