import { readdirSync, readFileSync } from 'node:fs';
import { instant, MINUTE, reducedArea, volumeAt, metresAboveDatum } from '@voldgrav/hydrology';
import { parseTown } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { type DemoStorm, demoStorm, REPEATS_EVERY } from './demo-storm.ts';
import type { SimulatedTown } from './simulated-town.ts';
import { smallTown } from './small-town.ts';
import type { StormMessage } from './storm-messages.ts';

const now = instant(Date.UTC(2026, 7, 26, 12, 0, 0, 400));

function until(storm: DemoStorm, at: number): readonly StormMessage[] {
  const said: StormMessage[] = [];
  for (const message of storm.messages()) {
    if (message.at > at) return said;
    said.push(message);
  }
  return said;
}

function valuesOf(messages: readonly StormMessage[], sensor: string, quantity: string): readonly { minute: number; value: number }[] {
  return messages
    .filter(({ topic }) => topic === `sensors/${sensor}/json`)
    .map(({ at, payload }) => ({ minute: (at - storm.peakAt) / MINUTE, value: (JSON.parse(payload) as Record<string, number>)[quantity] ?? Number.NaN }));
}

const storm = demoStorm({ town: smallTown, seed: 3, now });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('the demo storm', () => {
  it('has its peak two minutes away and a backlog of a hundred minutes, in whole seconds', () => {
    expect(storm.peakAt).toBe(Date.UTC(2026, 7, 26, 12, 2, 0));
    expect(storm.backlogFrom).toBe(Date.UTC(2026, 7, 26, 10, 20, 0));
  });

  it('rains hardest at its peak', () => {
    const rain = valuesOf(until(storm, storm.peakAt + 40 * MINUTE), 'g-west', 'rain_mm');
    const around = (from: number, to: number) => sum(rain.filter(({ minute }) => minute > from && minute <= to).map(({ value }) => value)) / (to - from);
    expect(around(-2, 2)).toBeGreaterThan(1.15 * around(-7, -3));
    expect(around(-2, 2)).toBeGreaterThan(1.5 * around(3, 7));
  });

  it('gives its backlog in time order', () => {
    const backlog = until(storm, now);
    expect(backlog.length).toBeGreaterThan(500);
    expect(backlog.every(({ at }, index) => at > storm.backlogFrom && at >= (backlog[index - 1]?.at ?? 0))).toBe(true);
  });

  it('comes again every three hours, the same but for the tide', () => {
    const twice = until(storm, storm.backlogFrom + 2 * REPEATS_EVERY).filter(({ topic }) => !topic.includes('l-sea'));
    const first = twice.filter(({ at }) => at <= storm.backlogFrom + REPEATS_EVERY);
    const second = twice.slice(first.length);
    const withoutTime = ({ at, topic, payload }: StormMessage, by: number) => [at - by, topic, payload.replace(/"time":"[^"]*"/, '')];
    expect(second.map((message) => withoutTime(message, REPEATS_EVERY))).toEqual(first.map((message) => withoutTime(message, 0)));
  });

  it('leaves more than a dry hour between two storms, so that they are two', () => {
    const wet = valuesOf(until(storm, storm.backlogFrom + 2 * REPEATS_EVERY), 'g-west', 'rain_mm').filter(({ value }) => value > 0);
    const gaps = wet.slice(1).map(({ minute }, index) => minute - (wet[index]?.minute ?? 0));
    expect(Math.max(...gaps)).toBeGreaterThan(60);
  });

  it('is refused by a town without a basin', () => {
    expect(() => demoStorm({ town: { ...smallTown, assets: [] }, seed: 3, now })).toThrow(RangeError);
  });
});

describe('the demo storm over the sample town', () => {
  const town = sampleTown();
  const demo = demoStorm({ town, seed: 2026, now });
  const said = until(demo, demo.peakAt + 56 * MINUTE);
  const basin = town.assets.find((asset) => asset.kind === 'basin' && asset.id === 'b-aadalen');
  const land = town.catchments.find(({ id }) => id === 'aadalen');
  if (basin?.kind !== 'basin' || land === undefined) throw new Error('the sample town has Ådalen');
  const capacity = volumeAt(basin.storage, basin.crest);
  const filling = valuesOf(said, basin.levelSensor, 'level_m').map(({ minute, value }) => {
    const volume = volumeAt(basin.storage, metresAboveDatum(value));
    // domain.md §4.4 for 30 min, with nothing left of the initial loss.
    return { minute, share: volume / capacity, canTake: (capacity - volume + 0.06 * basin.outlet * 30) / (10 * reducedArea(land)) };
  });
  const canTakeAt = (minute: number) => filling.filter((one) => one.minute <= minute).at(-1)?.canTake ?? Number.NaN;

  it('finds Ådalsbassinet near empty, and strained when the page opens', () => {
    expect(filling[0]?.share).toBeLessThan(0.1);
    expect(canTakeAt(-2)).toBeGreaterThan(16);
    expect(canTakeAt(-2)).toBeLessThan(20);
  });

  it('takes it below its alert limit of 15 mm within three minutes, not before', () => {
    const crossed = filling.find(({ canTake }) => canTake < 15)?.minute;
    expect(crossed).toBeGreaterThan(-2);
    expect(crossed).toBeLessThan(1);
  });

  it('fills it to the brim but not over it', () => {
    const fullest = filling.reduce((most, next) => (next.share > most.share ? next : most));
    expect(fullest.share).toBeGreaterThan(0.9);
    expect(fullest.share).toBeLessThan(1);
    expect(fullest.minute).toBeGreaterThan(10);
  });

  it('overflows the old Vestbybassinet and leaves Havnebassinet half empty', () => {
    const highest = (sensor: string) => Math.max(...valuesOf(said, sensor, 'level_m').map(({ value }) => value));
    // It hangs at 2.15 m and looks down: nearer than 45 cm is above the crest at 1.70 m.
    expect(Math.min(...valuesOf(said, 'l-vestbyen', 'distance_m').map(({ value }) => value))).toBeLessThan(0.45);
    expect(highest('l-havnen')).toBeLessThan(-0.4);
  });

  it('puts water on Ådalsvej', () => {
    expect(Math.max(...valuesOf(said, 'l-aadalsvej', 'level_m').map(({ value }) => value))).toBeGreaterThan(1.95);
  });

  it('is a skybrud at Ådalen: more than 15 mm in half an hour', () => {
    const rain = valuesOf(said, 'r-04', 'rain_mm');
    expect(sum(rain.filter(({ minute }) => minute > -20 && minute <= 10).map(({ value }) => value))).toBeGreaterThan(15);
  });

  it('lets every sensor speak within what it can plausibly say', () => {
    for (const sensor of town.sensors) {
      const values = valuesOf(said, sensor.id, sensor.quantity).map(({ value }) => value);
      // A barometer speaks every ten minutes, the others every one or two.
      expect(values.length, sensor.id).toBeGreaterThan(sensor.kind === 'barometer' ? 10 : 100);
      expect(Math.min(...values), sensor.id).toBeGreaterThanOrEqual(sensor.plausible.min);
      expect(Math.max(...values), sensor.id).toBeLessThanOrEqual(sensor.plausible.max);
    }
  });
});

function sampleTown(): SimulatedTown {
  const folder = new URL('../../../config/sample-town/', import.meta.url);
  const names = ['', 'map/'].flatMap((inner) => readdirSync(new URL(inner, folder)).filter((name) => /\.(yaml|geojson)$/.test(name)).map((name) => inner + name));
  const parsed = parseTown(new Map(names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')])));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.town;
}
