import { instant, type Instant, micrometresFrom, MINUTE, SECOND, shifted } from '@voldgrav/hydrology';
import { TownWatch } from '@voldgrav/pipeline';
import { type Observation, settle } from '@voldgrav/quality';
import type { SensorMessage } from '@voldgrav/reading';
import type { Town } from '@voldgrav/wire';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleTown } from './timeline.ts';

const BEGIN = Date.UTC(2026, 7, 26, 10);
const MINUTES = 40;
/** All of it arrives after the last of it happened, and within two hours of the first. */
const ARRIVES = instant(BEGIN + (MINUTES + 1) * MINUTE);
const COUNTED = 'r-03';
const GAUGES = ['r-01', 'r-02', 'r-04', 'r-05', 'r-06', 'r-07'];

/** What happened: each gauge's rain and count, a level with a spike here and there, cold air for a while. */
interface Night {
  readonly rain: readonly (readonly number[])[];
  readonly tips: readonly number[];
  readonly levels: readonly number[];
  readonly reset: number;
  readonly cold: number;
  /** hPa at a barometer every five minutes, and what a probe that feels it says. */
  readonly air: readonly number[];
  readonly pressures: readonly number[];
}

const NIGHT: fc.Arbitrary<Night> = fc.record({
  rain: fc.array(fc.array(fc.constantFrom(0, 0, 0.2, 0.4, 3), { minLength: MINUTES, maxLength: MINUTES }), { minLength: GAUGES.length, maxLength: GAUGES.length }),
  tips: fc.array(fc.constantFrom(0, 0, 0, 1, 4), { minLength: MINUTES, maxLength: MINUTES }),
  levels: fc.array(fc.constantFrom(0.7, 0.7, 0.71, 0.9, 1.6), { minLength: MINUTES, maxLength: MINUTES }),
  reset: fc.integer({ min: 0, max: MINUTES - 1 }),
  cold: fc.integer({ min: 0, max: MINUTES - 1 }),
  air: fc.array(fc.constantFrom(1004, 1005, 1013), { minLength: MINUTES / 5, maxLength: MINUTES / 5 }),
  pressures: fc.array(fc.constantFrom(1040, 1041, 1090), { minLength: MINUTES, maxLength: MINUTES }),
});

const said = (minute: number, sensor: string, payload: object): { readonly sensor: string; readonly text: string } => ({
  sensor,
  text: JSON.stringify({ time: new Date(BEGIN + minute * MINUTE).toISOString(), ...payload }),
});

function messagesOf({ rain, tips, levels, reset, cold, air, pressures }: Night): readonly { readonly sensor: string; readonly text: string }[] {
  let count = 65_500;
  return Array.from({ length: MINUTES }, (_, minute) => {
    count = minute === reset ? 0 : (count + (tips[minute] ?? 0)) % 65_536;
    return [
      ...GAUGES.map((gauge, index) => said(minute, gauge, { rain_mm: rain[index]?.[minute] ?? 0, ...(minute === cold ? { temperature_c: 0.5 } : {}) })),
      // Now and then a count is lost: a gap that the next one closes.
      ...(minute % 7 === 3 ? [] : [said(minute, COUNTED, { tips: count })]),
      said(minute, 'l-aadalen', { level_m: levels[minute] ?? 0 }),
      // It looks down, and is read by the survey of the time.
      said(minute, 'l-moellebro', { distance_m: 3.1 - (levels[minute] ?? 0) }),
      ...(minute % 5 === 0 ? [said(minute, 'luft-raadhuset', { pressure_hpa: air[minute / 5] ?? 1013 })] : []),
      said(minute, 'l-overmarken', { pressure_hpa: pressures[minute] ?? 1040 }),
    ];
  }).flat();
}

/** What is in the store when all has arrived in this order, and what the screens show. */
function outcome(town: Town, messages: readonly { readonly sensor: string; readonly text: string }[]) {
  const watch = new TownWatch(town);
  const store = new Map<string, Observation>();
  const keep = (observations: readonly Observation[]): void => {
    for (const observation of observations) {
      const place = `${observation.sensor} ${observation.quantity} ${observation.phenomenonTime}`;
      const kept = store.get(place);
      store.set(place, kept === undefined ? observation : settle(kept, observation));
    }
  };
  let now: Instant = ARRIVES;
  messages.forEach(({ sensor, text }, index) => {
    now = shifted(now, SECOND);
    const message: SensorMessage = { topic: `sensors/${sensor}/json`, payload: new TextEncoder().encode(text), receivedAt: now };
    const heard = watch.hear(message);
    watch.take(message, heard);
    keep(heard.observations);
    if (index % 40 === 0) keep(watch.settle(now).observations);
  });
  keep(watch.settle(shifted(now, MINUTE)).observations);
  const observations = [...store]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([place, { value, flag, checks }]) => `${place} ${value} ${flag} ${checks.map(({ check, detail }) => `${check}: ${detail}`).sort().join('; ')}`);
  const shownAt = instant(BEGIN + MINUTES * MINUTE);
  const { basins, sensors } = watch.snapshot(shownAt);
  const newest = sensors.map(({ id, phenomenonTime, value, flag, checks }) => [id, phenomenonTime, value, flag, [...checks].sort()]).sort();
  return { observations, basins, newest };
}

describe('whatever order it arrives in', () => {
  let town: Town;
  beforeAll(async () => {
    const sample = await sampleTown();
    const counter = { depthPerCount: micrometresFrom(0.2), modulus: 65_536 };
    town = { ...sample, sensors: sample.sensors.map((sensor) => (sensor.id === COUNTED ? { ...sensor, quantity: 'tips', plausible: { min: 0, max: 65_535 }, counter } : sensor)) };
  });

  it('ends in the same observations: values, rain from counts, flags and reasons', () => {
    const shuffledNight = NIGHT.chain((night) => {
      const messages = messagesOf(night);
      // All of them once, in any order, and some of them twice.
      return fc.tuple(fc.constant(messages), fc.shuffledSubarray([...messages], { minLength: messages.length, maxLength: messages.length }), fc.subarray([...messages], { maxLength: 20 }));
    });
    fc.assert(
      fc.property(shuffledNight, ([messages, shuffled, again]) => {
        expect(outcome(town, [...shuffled, ...again])).toEqual(outcome(town, messages));
      }),
      { numRuns: 25 },
    );
  });

  it('and those hold something worth comparing', () => {
    const rain = GAUGES.map(() => Array.from({ length: MINUTES }, () => 0.4));
    const levels = Array.from({ length: MINUTES }, (_, minute) => (minute === 20 ? 1.6 : 0.7));
    const { observations } = outcome(town, messagesOf({ rain, tips: Array.from({ length: MINUTES }, () => 0), levels, reset: 39, cold: 5, air: [1004, 1013, 1004, 1004, 1004, 1004, 1004, 1004], pressures: levels.map(() => 1040) }));
    const flagged = (text: string) => observations.filter((line) => line.includes(text)).length;
    // Of either water level.
    expect(flagged('spike')).toBe(2);
    expect(flagged('frost')).toBeGreaterThan(20);
    expect(flagged('faulty-zero')).toBeGreaterThan(0);
    expect(flagged('r-03 rain_mm')).toBeGreaterThan(30);
    // 36 hPa under the first word of the barometer: 0.3671 m over 2.05 m; 27 hPa, 0.2753 m, under the second.
    expect(observations.filter((line) => / 2\.4171 /.test(line)).length).toBe(MINUTES - 5);
    expect(observations.filter((line) => / 2\.3253 /.test(line)).length).toBe(5);
  });
});
