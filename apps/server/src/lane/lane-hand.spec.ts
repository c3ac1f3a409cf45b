import { instant } from '@voldgrav/hydrology';
import { encodeLaneClock } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { LaneHand } from './lane-hand.ts';

const AT = Date.UTC(2026, 7, 26, 10);
const clock = (at: number, run = 'a') => new TextEncoder().encode(encodeLaneClock({ at: instant(at), run, ended: false }));
const NOTHING = new Uint8Array(0);

const hand = (onAnother = (): void => undefined) => new LaneHand('night', onAnother);

describe('the clock of a lane', () => {
  it('stands where the lane last put it, and never goes back', () => {
    const lane = hand();
    lane.hear('lane/night/clock', clock(AT));
    expect(lane.now()).toBe(AT);
    lane.hear('lane/night/clock', clock(AT - 1000));
    expect(lane.now()).toBe(AT);
  });

  it('hears sensors once it is running, and only those of its own lane', () => {
    const lane = hand();
    expect(lane.hear('lane/night/sensors/r-03/json', NOTHING).kind).toBe('passed-over');
    lane.hear('lane/night/clock', clock(AT));
    expect(lane.hear('lane/night/sensors/r-03/json', NOTHING)).toEqual({ kind: 'sensor', topic: 'sensors/r-03/json' });
    expect(lane.hear('lane/other/sensors/r-03/json', NOTHING).kind).toBe('passed-over');
    expect(lane.hear('sensors/r-03/json', NOTHING).kind).toBe('passed-over');
  });

  it('takes nothing of another playing, and says once that there is one', () => {
    let told = 0;
    const lane = hand(() => (told += 1));
    lane.hear('lane/night/clock', clock(AT));
    expect(lane.isOver).toBe(false);
    expect(lane.hear('lane/night/clock', clock(AT + 1000, 'b'))).toEqual({ kind: 'another-playing' });
    expect(lane.now()).toBe(AT);
    expect(lane.hear('lane/night/sensors/r-03/json', NOTHING)).toEqual({ kind: 'another-playing' });
    expect(lane.hear('lane/other/clock', clock(AT, 'c'))).toEqual({ kind: 'passed-over' });
    expect([lane.isOver, told]).toEqual([true, 1]);
  });
});
