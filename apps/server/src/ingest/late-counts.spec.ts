import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DAY, HOUR, type Instant, instant, isoOf, micrometresFrom, MINUTE, seconds, shifted } from '@voldgrav/hydrology';
import { readTown } from '@voldgrav/installation';
import { openJournal } from '@voldgrav/journal';
import { Hearing, type Heard, keepObservations, type ObservationArchive, TownIndex } from '@voldgrav/pipeline';
import type { Sensor } from '@voldgrav/reading';
import { type CountingGauge, rainFromCounts } from '@voldgrav/rollup';
import { inMemoryArchive } from '@voldgrav/storage';
import { readerFor } from '@voldgrav/wire';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ROLLED_CURSOR, STORE_CURSOR } from './rewind-store.ts';
import { RowListener } from './row-listener.ts';
import { StoreWriter } from './store-writer.ts';

const SAMPLE_TOWN = fileURLToPath(new URL('../../../../config/sample-town', import.meta.url));

const T0 = instant(Date.UTC(2026, 7, 19, 12));
const at = (minute: number): Instant => shifted(T0, minute * MINUTE);
const MINUTES_A_DAY = DAY / MINUTE;
/** Tips of 0.2 mm, told every half-hour. */
const GAUGE: Sensor = {
  id: 'r-1', name: 'r-1', kind: 'rain-gauge', quantity: 'tips', position: [9.5, 55.7], expectedInterval: seconds(1800), plausible: { min: 0, max: 65_535 },
  counter: { depthPerCount: micrometresFrom(0.2), modulus: 65_536 }, organisation: 'utility',
};
const SOURCES = [{ topic: 'sensors/+/json', format: 'json' }] as const;

class Desk {
  readonly archive: ObservationArchive = inMemoryArchive();
  private readonly hearing = new Hearing([GAUGE], readerFor({ sensors: [GAUGE], sources: SOURCES, devices: [], scripts: {} }), { lateCounts: 'are-left-to-the-store' });
  private waiting: Heard[] = [];

  says(minute: number, tips: number, heardAt = minute): Heard {
    const heard = this.hearing.hear({ topic: 'sensors/r-1/json', payload: new TextEncoder().encode(JSON.stringify({ time: isoOf(at(minute)), tips })), receivedAt: at(heardAt) });
    this.waiting.push(heard);
    return heard;
  }

  /** What has come in goes into the store together. */
  async stores(): Promise<this> {
    const heard = this.waiting.splice(0);
    await keepObservations(this.archive, () => GAUGE, { observations: heard.flatMap(({ observations }) => observations), forStore: heard.flatMap(({ forStore }) => forStore ?? []) });
    return this;
  }

  /** Minute, mm and flag of all rain until a day has passed. */
  async rain(until = 12 * MINUTES_A_DAY): Promise<readonly (readonly [number, number, number])[]> {
    const stored = await this.archive.range({ sensor: 'r-1', quantity: 'rain_mm', window: { after: at(-1), until: at(until) } });
    return stored.map(({ phenomenonTime, value, flag }) => [(phenomenonTime - T0) / MINUTE, value, flag]);
  }
}

describe('a count that comes when its neighbours are no longer remembered', () => {
  it('divides the interval that its successor had closed, in the store, judged alone', async () => {
    const desk = new Desk();
    desk.says(0, 100);
    desk.says(60, 110);
    desk.says(28 * 60, 110);
    await desk.stores();
    // Ten tips in a gap of an hour; the day after it said nothing new.
    expect(await desk.rain(120)).toEqual([[60, 2, 3]]);
    const { forStore, undecodable, observations } = desk.says(30, 107, 28 * 60 + 1);
    expect(undecodable).toEqual([]);
    expect(forStore).toEqual(observations);
    await desk.stores();
    const rain = await desk.rain(120);
    // Seven tips in the first half-hour, three in the second, each even over its minutes: to the whole µm, 1.4 and 0.6 mm.
    expect(rain.map(([minute]) => minute)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    const sum = (from: number, to: number) => rain.filter(([minute]) => minute > from && minute <= to).reduce((whole, [, mm]) => whole + Math.round(1000 * mm), 0);
    expect([sum(0, 30), sum(30, 60)]).toEqual([1400, 600]);
    expect(new Set(rain.map(([, , flag]) => flag))).toEqual(new Set([2]));
  });

  it('says so itself when it is more than seven days late', () => {
    const desk = new Desk();
    desk.says(0, 100);
    desk.says(8 * MINUTES_A_DAY, 110);
    const { forStore, undecodable } = desk.says(-60, 100, 8 * MINUTES_A_DAY);
    expect(forStore).toBeUndefined();
    expect(undecodable).toMatchObject([{ reason: 'too-late' }]);
  });

  it('is a duplicate told twice, and changes nothing', async () => {
    const desk = new Desk();
    for (const [minute, tips] of [[0, 100], [30, 104], [60, 110], [90, 110], [28 * 60, 110]] as const) desk.says(minute, tips);
    await desk.stores();
    const before = (await desk.rain(120)).map(([minute, mm]) => [minute, mm]);
    desk.says(30, 104, 28 * 60);
    await desk.stores();
    expect((await desk.rain(120)).map(([minute, mm]) => [minute, mm])).toEqual(before);
  });

  it('ends in the same rain up to seven days late, in whatever order and whatever company they come', async () => {
    const arrivals = fc.uniqueArray(
      fc.record({ halfHour: fc.integer({ min: 0, max: 8 * 48 }), tips: fc.integer({ min: 0, max: 20 }), late: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10_000 })), endsBatch: fc.boolean() }),
      { selector: ({ halfHour }) => halfHour, minLength: 2, maxLength: 40 },
    );
    const gauge: CountingGauge = { ...GAUGE.counter!, interval: GAUGE.expectedInterval };
    await fc.assert(
      fc.asyncProperty(arrivals, async (items) => {
        let total = 0;
        const counted = [...items].sort((one, other) => one.halfHour - other.halfHour).map((item) => ({ ...item, count: (total += item.tips), minute: item.halfHour * 30 }));
        const desk = new Desk();
        for (const { minute, count, late, endsBatch } of [...counted].sort((one, other) => one.minute + one.late - other.minute - other.late)) {
          desk.says(minute, count, minute + late);
          if (endsBatch) await desk.stores();
        }
        await desk.stores();
        const wanted = rainFromCounts(counted.map(({ minute, count }) => ({ at: at(minute), value: count })), gauge);
        const rain = await desk.rain();
        for (const { after, until, depth } of wanted) {
          const [from, to] = [(after - T0) / MINUTE, (until - T0) / MINUTE];
          const sum = rain.filter(([minute]) => minute > from && minute <= to).reduce((whole, [, mm]) => whole + Math.round(1000 * mm), 0);
          expect(sum, `of the minutes ${from} to ${to}`).toBe(depth);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the store behind the journal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-late-'));
  const journal = openJournal({ file: join(folder, 'journal.sqlite'), consumers: [STORE_CURSOR, ROLLED_CURSOR] });
  afterAll(() => {
    journal.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('makes rain of late counts, whether it has them from memory or from the journal', async () => {
    const read = await readTown(SAMPLE_TOWN);
    if (!read.ok) throw new Error('the sample town is at fault');
    const index = new TownIndex({ ...read.town, sensors: read.town.sensors.map((sensor) => (sensor.id === 'r-01' ? { ...GAUGE, id: 'r-01' } : sensor)) });
    const archive = inMemoryArchive();
    const listener = new RowListener(journal, index, undefined);
    const fail = (fault: string): never => {
      throw new Error(fault);
    };
    const writer = new StoreWriter({ journal, archive, listener, sensor: (id) => index.knownSensor(id), worksForItself: false, onFault: fail, onMended: () => undefined });
    const live = new RowListener(journal, index, undefined);
    const says = async (minute: number, tips: number, heardAt: number, by: 'memory' | 'journal') => {
      const message = { topic: 'sensors/r-01/json', payload: new TextEncoder().encode(JSON.stringify({ time: isoOf(at(minute)), tips })), receivedAt: at(heardAt) };
      const seq = await journal.append({ kind: 'message', origin: 'spec', ...message });
      const heard = live.hear({ kind: 'message', damaged: false, seq, origin: 'spec', ...message });
      if (by === 'memory') writer.take({ seq, ...heard });
      await writer.caughtUp(60_000);
    };
    const sums = async () => {
      const rain = await archive.range({ sensor: 'r-01', quantity: 'rain_mm', window: { after: at(0), until: at(90) } });
      return [30, 60, 90].map((until) => rain.filter(({ phenomenonTime }) => phenomenonTime > at(until - 30) && phenomenonTime <= at(until)).reduce((sum, { value }) => sum + Math.round(1000 * value), 0));
    };
    for (const [minute, tips] of [[0, 100], [90, 112], [30 * 60, 112]] as const) await says(minute, tips, minute, 'memory');
    expect(await sums()).toEqual([0, 0, 2400]);
    await says(30, 107, 31 * 60, 'memory');
    expect(await sums()).toEqual([1400, 0, 1000]);
    await says(60, 109, 31 * 60, 'journal');
    expect(await sums()).toEqual([1400, 400, 600]);
    writer.stop();
  });
});

describe('a late count beside a day of counts', () => {
  it('asks the store for little more than its neighbours', async () => {
    const desk = new Desk();
    for (let minute = 0; minute <= 3 * MINUTES_A_DAY; minute += 30) if (minute !== 600) desk.says(minute, Math.floor(minute / 60));
    await desk.stores();
    const asked: number[] = [];
    const range = desk.archive.range.bind(desk.archive);
    desk.archive.range = async (query) => {
      const found = await range(query);
      asked.push(found.length);
      return found;
    };
    desk.says(600, 10, 3 * MINUTES_A_DAY);
    await desk.stores();
    // Two hours to either side, and the rain between the neighbours.
    expect(asked).toHaveLength(2);
    expect(Math.max(...asked)).toBeLessThanOrEqual((4 * HOUR) / MINUTE);
  });
});
