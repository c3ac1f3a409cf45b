import { type Instant, instant, MINUTE, seconds, shifted } from '@voldgrav/hydrology';
import type { Sample } from '@voldgrav/rollup';
import { expect, it } from 'vitest';
import { LandMinutes } from './land-minutes.ts';

const NOON = instant(Date.UTC(2026, 7, 26, 12));
const at = (minute: number): Instant => shifted(NOON, minute * MINUTE);

/** Two gauges of one catchment, and what they said: mm by minute. */
function town() {
  const said = new Map<string, Sample[]>([['r-1', []], ['r-2', []]]);
  const minutes = new LandMinutes([{ id: 'c', gauges: ['r-1', 'r-2'] }], (gauge) => ({ samples: said.get(gauge)!, interval: seconds(60) }));
  const say = (gauge: string, minute: number, mm: number, since?: number): void => {
    said.get(gauge)!.push({ at: at(minute), value: mm * 1000, ...(since === undefined ? {} : { since: at(since) }) });
    said.get(gauge)!.sort((one, other) => one.at - other.at);
    minutes.heard(gauge, shifted(at(since ?? Math.ceil(minute) - 1), 1), at(minute));
  };
  return { minutes, say };
}

it('tells the mean of the gauges that spoke of a minute, and tells it anew when another speaks', () => {
  const { minutes, say } = town();
  say('r-1', 0.5, 1);
  expect(minutes.depth('c', at(1))).toBe(1);
  say('r-2', 0.7, 0.5);
  expect(minutes.depth('c', at(1))).toBe(0.75);
  expect(minutes.depth('c', at(2))).toBe(0);
  say('r-1', 2, 3);
  expect(minutes.depth('c', at(2))).toBe(3);
  expect(minutes.depth('elsewhere', at(2))).toBeUndefined();
});

it('tells each minute of a gap anew when its sum comes', () => {
  const { minutes, say } = town();
  for (let minute = 1; minute <= 20; minute += 1) expect(minutes.depth('c', at(minute))).toBe(0);
  say('r-1', 20, 10, 0);
  for (let minute = 1; minute <= 20; minute += 1) expect(minutes.depth('c', at(minute))).toBe(0.5);
});

it('keeps no minute of a gap longer than what it holds', () => {
  const { minutes, say } = town();
  for (let minute = 1; minute <= 100; minute += 1) expect(minutes.depth('c', at(minute))).toBe(0);
  say('r-2', 100, 50, 0);
  for (let minute = 1; minute <= 100; minute += 1) expect(minutes.depth('c', at(minute))).toBe(0.5);
});
