import { HOUR, type Instant, instant, MINUTE, shifted } from '@voldgrav/hydrology';
import { encodeJson } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { type Recorded, recordedMessage } from './recorded.ts';
import { ReplayEngine } from './replay-engine.ts';
import { sampleTown } from './sample-town.ts';

const town = sampleTown();
const GAUGE = 'r-03';
const GAUGES = town.sensors.filter(({ kind }) => kind === 'rain-gauge').map(({ id }) => id);
/** Off the hour, at which the engine looks. */
const START = instant(Date.UTC(2026, 7, 26, 10, 7));
const rain = (gauge: string, at: Instant, mm: number): Recorded =>
  recordedMessage({ topic: `sensors/${gauge}/json`, payload: new TextEncoder().encode(encodeJson({ time: at, values: { rain_mm: mm } })), receivedAt: at });

/** Every gauge speaks each minute; one of them catches `depths` from the first minute on, mm each. */
function played(depths: readonly number[]) {
  const engine = new ReplayEngine({ town, lane: 'spec', readinessEvery: 0 });
  depths.forEach((depth, index) => {
    for (const gauge of GAUGES) engine.take(rain(gauge, shifted(START, (index + 1) * MINUTE), gauge === GAUGE ? depth : 0));
  });
  engine.end(shifted(START, depths.length * MINUTE));
  return engine.report().storms.map(({ onset, end, maxima }) => ({
    onset: onset.slice(11, 16),
    end: end?.slice(11, 16) ?? null,
    mm: Object.fromEntries(maxima.filter(({ sensor }) => sensor === GAUGE).map(({ minutes, mm }) => [minutes, mm])),
    others: maxima.filter(({ sensor, mm }) => sensor !== GAUGE && mm > 0).length,
  }));
}
const dry = (minutes: number) => Array<number>(minutes).fill(0);

describe('the most that fell in a storm', () => {
  it('slides over its minutes, at each gauge for itself', () => {
    // 20 minutes of 0.2, then 10 of 1.0: 10 min 10.0; 30 min 14.0; the hour has no more.
    const [storm] = played([...Array<number>(20).fill(0.2), ...Array<number>(10).fill(1), ...dry(5)]);
    expect(storm).toMatchObject({ onset: '10:08', end: null, mm: { 10: 10, 30: 14, 60: 14, 1440: 14 }, others: 0 });
  });

  it('counts tips exactly: 75 of 0.2 mm are 15 mm, not a bit more', () => {
    expect(played([...Array<number>(15).fill(0.6), ...Array<number>(15).fill(0.4)])[0]?.mm[30]).toBe(15);
  });

  it('is kept when the next storm begins', () => {
    // 4 mm end at 10:11; 64 dry minutes; 6 mm at 11:16. A day has seen both.
    const [first, second] = played([...Array<number>(4).fill(1), ...dry(HOUR / MINUTE + 4), 3, 3]);
    expect(first).toMatchObject({ onset: '10:08', end: '10:11', mm: { 10: 4, 60: 4, 1440: 4 } });
    expect(second).toMatchObject({ onset: '11:16', end: null, mm: { 10: 6, 60: 6, 1440: 10 } });
  });
});
