import { instant } from '@voldgrav/hydrology';
import { encodeLaneClock } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { LaneHand } from './lane-hand.ts';

const AT = Date.UTC(2026, 7, 26, 10);
const clock = (at: number, run = 'a') => new TextEncoder().encode(encodeLaneClock({ at: instant(at), run, ended: false }));
const NOTHING = new Uint8Array(0);

function hand() {
  const told: string[] = [];
  const lane = new LaneHand('night', (line) => told.push(line));
  return { lane, told };
}

describe('the clock of a lane', () => {
  it('stands where the lane last put it, and never goes back', () => {
    const { lane } = hand();
    lane.hear('lane/night/clock', clock(AT));
    expect(lane.now()).toBe(AT);
    lane.hear('lane/night/clock', clock(AT - 1000));
    expect(lane.now()).toBe(AT);
  });

  it('hears sensors once it is running, and only those of its own lane', () => {
    const { lane } = hand();
    expect(lane.hear('lane/night/sensors/r-03/json', NOTHING).kind).toBe('passed-over');
    lane.hear('lane/night/clock', clock(AT));
    expect(lane.hear('lane/night/sensors/r-03/json', NOTHING)).toEqual({ kind: 'sensor', topic: 'sensors/r-03/json' });
    expect(lane.hear('lane/other/sensors/r-03/json', NOTHING).kind).toBe('passed-over');
    expect(lane.hear('sensors/r-03/json', NOTHING).kind).toBe('passed-over');
  });

  it('stays with the playing it knows, and says once that another one began', () => {
    const { lane, told } = hand();
    lane.hear('lane/night/clock', clock(AT));
    lane.hear('lane/night/clock', clock(AT + 1000, 'b'));
    lane.hear('lane/night/clock', clock(AT + 2000, 'b'));
    expect(lane.now()).toBe(AT);
    expect(lane.hear('lane/night/sensors/r-03/json', NOTHING).kind).toBe('passed-over');
    expect(told).toEqual(['The lane night began anew. This server stays with what it has seen; start it again to follow.']);
  });
});
