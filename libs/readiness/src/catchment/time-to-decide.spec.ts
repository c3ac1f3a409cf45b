import { MINUTE, shifted } from '@voldgrav/hydrology';
import { expect, it } from 'vitest';
import type { CatchmentAssessment, LatestDecision } from './catchment-assessment.ts';
import { NOON } from './small-catchments.ts';
import { timeToDecide } from './time-to-decide.ts';

const decision = (action: string, limit: string, minute: number, begunMinute?: number): LatestDecision => ({
  action, step: 'first', limit, at: shifted(NOON, minute * MINUTE), ...(begunMinute === undefined ? {} : { begunAt: shifted(NOON, begunMinute * MINUTE) }),
});
const answer = (state: CatchmentAssessment['state'], ...latestDecisions: readonly LatestDecision[]): CatchmentAssessment => ({
  catchment: 'c', at: NOON, state, rankedAs: 'strained', canTake: [], committedMm: 0, coming: null, latestDecisions, escalations: [], atStake: [],
  redundancy: { rainGauges: { speaking: 1, of: 1 }, levelSensors: { speaking: 1, of: 1 }, singlePoints: [] }, reasons: [],
});
const BANK = new Set(['bank']);

it('the time to decide is that of the first last moment against the limit, in any catchment, and goes on below 0', () => {
  expect(timeToDecide(BANK, [answer('strained', decision('a', 'elsewhere', 2), decision('a', 'bank', 30)), answer('ready', decision('b', 'bank', 12.5))], NOON)).toEqual({ minutes: 12.5, perhapsLess: false });
  expect(timeToDecide(BANK, [answer('strained', decision('a', 'bank', -4))], NOON)).toEqual({ minutes: -4, perhapsLess: false });
  expect(timeToDecide(new Set(['inlet', 'bank']), [answer('strained', decision('a', 'inlet', 3), decision('a', 'bank', 30))], NOON)?.minutes).toBe(3);
});

it('is without end where the limit is not in sight, or a step of the action has been begun, whichever catchment tells of that', () => {
  expect(timeToDecide(BANK, [answer('ready')], NOON)).toEqual({ minutes: Infinity, perhapsLess: false });
  expect(timeToDecide(BANK, [answer('strained', decision('a', 'bank', 5)), answer('strained', decision('a', 'other', 20, -3))], NOON)?.minutes).toBe(Infinity);
  expect(timeToDecide(BANK, [answer('strained', decision('a', 'bank', 5, -3), decision('b', 'bank', 9))], NOON)?.minutes).toBe(9);
});

it('nobody can tell while all are unknown, and where one is it may be less', () => {
  expect(timeToDecide(BANK, [], NOON)).toBeUndefined();
  expect(timeToDecide(BANK, [answer('unknown')], NOON)).toBeUndefined();
  expect(timeToDecide(BANK, [answer('unknown'), answer('ready')], NOON)).toEqual({ minutes: Infinity, perhapsLess: true });
});
