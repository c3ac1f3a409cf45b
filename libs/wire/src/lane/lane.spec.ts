import { instant } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { decodeLaneClock, encodeLaneClock } from './lane-clock.ts';
import { isInLane, isLaneName, laneClockTopic, laneTopic, topicInLane } from './lane-topic.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a lane', () => {
  it('has topics of its own', () => {
    expect(laneTopic('night', 'sensors/r-03/json')).toBe('lane/night/sensors/r-03/json');
    expect(laneClockTopic('night')).toBe('lane/night/clock');
    expect(topicInLane('night', 'lane/night/sensors/r-03/json')).toBe('sensors/r-03/json');
  });

  it.each(['sensors/r-03/json', 'lane/nights/sensors/r-03/json', 'lane/night', 'lane/night/'])('does not have %s', (topic) => {
    expect(topicInLane('night', topic)).toBeUndefined();
  });

  it('is told from what is live, whatever it is called', () => {
    expect(['lane/night/clock', 'lane/other/sensors/r-03/json', 'lane'].map(isInLane)).toEqual([true, true, true]);
    expect(['sensors/lane/json', 'lanes/night'].map(isInLane)).toEqual([false, false]);
  });

  it('is never called live', () => {
    expect(['night-2', 'live', '', 'a/b', 'Nat', '+'].map(isLaneName)).toEqual([true, false, false, false, false, false]);
  });
});

describe("a lane's clock", () => {
  it('comes back as it went', () => {
    const clock = { at: instant(Date.UTC(2015, 6, 26, 3, 44)), run: 'a', ended: false };
    expect(encodeLaneClock(clock)).toBe('{"at":"2015-07-26T03:44:00.000Z","run":"a","ended":false}');
    expect(decodeLaneClock(bytes(encodeLaneClock(clock)))).toEqual(clock);
  });

  it.each(['', '{}', '[]', '{"at":"yesterday","run":"a","ended":false}', '{"at":"2015-07-26T03:44:00Z","run":1,"ended":false}'])('is not read from %s', (text) => {
    expect(decodeLaneClock(bytes(text))).toBeUndefined();
  });
});
