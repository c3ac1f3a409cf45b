import { instant, MINUTE, seconds } from '@voldgrav/hydrology';
import { chartSeries, type ObservationArchive } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import type { RollupResolution } from '@voldgrav/rollup';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** How to have an empty archive of one kind, and how to be rid of it. */
export interface ArchiveUnderTest {
  readonly archive: ObservationArchive;
  readonly discard: () => void | Promise<void>;
}

const TEN = instant(Date.parse('2026-08-26T10:00:00Z'));
const minutePast = (minutes: number) => instant(TEN + minutes * MINUTE);
const WHOLE_HOUR = { after: minutePast(-30), until: minutePast(30) };

const observed = (minutes: number, value: number, change: Partial<Observation> = {}): Observation => ({
  sensor: 'rain-17',
  quantity: 'rain_mm',
  value,
  phenomenonTime: minutePast(minutes),
  receivedAt: minutePast(minutes + 1),
  timeFrom: 'sensor',
  flag: 1,
  checks: [],
  ...change,
});

/** What `observed(0, 1)` becomes when it is told as 9 too. */
const CONTRADICTED = { flag: 3, checks: [{ check: 'conflict', flag: 3, detail: 'also told as 9' }] } as const;

const rain17 = { sensor: 'rain-17', quantity: 'rain_mm' } as const;
const valuesOf = (observations: readonly Observation[]): readonly number[] => observations.map(({ value }) => value);

/** Runs every sentence of the port's promise against one kind of archive. */
export function observationArchiveContract(kind: string, open: () => ArchiveUnderTest | Promise<ArchiveUnderTest>): void {
  describe(`the observation archive ${kind}`, () => {
    let archive: ObservationArchive;
    let discard: ArchiveUnderTest['discard'];
    beforeEach(async () => {
      ({ archive, discard } = await open());
    });
    afterEach(() => discard());

    it('gives back all that it was told', async () => {
      const told = observed(0, 0.2, { flag: 4, timeFrom: 'arrival', checks: [{ check: 'gross-range', flag: 4, detail: '0,2 uden for 0–0,1' }] });
      await archive.append([told]);
      expect(await archive.range({ ...rain17, window: WHOLE_HOUR })).toEqual([told]);
      expect(await archive.latest('rain-17', 'rain_mm')).toEqual(told);
    });

    it.each([0.1 + 0.2, 0.1 + 0.2 - 0.3, 1e-300, Number.MAX_VALUE, -1.005, -1 + 2 ** -53, 2 ** 31, 0])('keeps %d to its last bit', async (value) => {
      await archive.append([observed(0, value)]);
      expect((await archive.latest('rain-17', 'rain_mm'))?.value).toBe(value);
    });

    it('gives a range in the order things happened, not in the order they were told', async () => {
      await archive.append([observed(2, 3), observed(0, 1)]);
      await archive.append([observed(1, 2)]);
      expect(valuesOf(await archive.range({ ...rain17, window: WHOLE_HOUR }))).toEqual([1, 2, 3]);
    });

    it('leaves out what happened at the start of a window and takes in what happened at its end', async () => {
      await archive.append([observed(0, 1), observed(1, 2), observed(2, 3), observed(3, 4)]);
      expect(valuesOf(await archive.range({ ...rain17, window: { after: minutePast(0), until: minutePast(2) } }))).toEqual([2, 3]);
    });

    it('changes nothing when it is told the same again', async () => {
      await archive.append([observed(0, 1), observed(1, 2)]);
      await archive.append([observed(0, 1), observed(1, 2), observed(2, 3)]);
      expect(valuesOf(await archive.range({ ...rain17, window: WHOLE_HOUR }))).toEqual([1, 2, 3]);
    });

    it('keeps the earlier of two values for one instant, with its arrival, and doubts it', async () => {
      await archive.append([observed(0, 1)]);
      await archive.append([observed(0, 9, { flag: 4, receivedAt: minutePast(20) })]);
      await archive.append([observed(0, 1), observed(0, 8)]);
      expect(await archive.range({ ...rain17, window: WHOLE_HOUR })).toEqual([observed(0, 1, CONTRADICTED)]);
    });

    it('keeps the earlier of two values within one call too', async () => {
      await archive.append([observed(0, 1), observed(0, 9)]);
      expect(await archive.range({ ...rain17, window: WHOLE_HOUR })).toEqual([observed(0, 1, CONTRADICTED)]);
    });

    it('lets a higher revision take the place of a lower one, whichever came first', async () => {
      await archive.append([observed(0, 1), observed(1, 1, { revision: 2 })]);
      await archive.append([observed(0, 2, { revision: 1 }), observed(1, 2, { revision: 1 })]);
      expect(await archive.range({ ...rain17, window: WHOLE_HOUR })).toEqual([observed(0, 2, { revision: 1 }), observed(1, 1, { revision: 2 })]);
    });

    it('lets a later judgement take the place of an earlier one, told again or not', async () => {
      const anew = observed(0, 0.5, { flag: 3, judgement: 7, checks: [{ check: 'neighbours', flag: 3, detail: '' }] });
      await archive.append([observed(0, 1)]);
      await archive.append([anew]);
      await archive.append([observed(0, 1)]);
      expect(await archive.range({ ...rain17, window: WHOLE_HOUR })).toEqual([anew]);
    });

    it('keeps series apart by sensor and by quantity', async () => {
      await archive.append([observed(0, 1), observed(0, 2, { sensor: 'rain-18' }), observed(0, 3.6, { quantity: 'battery_v' })]);
      expect(valuesOf(await archive.range({ ...rain17, window: WHOLE_HOUR }))).toEqual([1]);
      expect((await archive.latest('rain-18', 'rain_mm'))?.value).toBe(2);
      expect((await archive.latest('rain-17', 'battery_v'))?.value).toBe(3.6);
    });

    it('takes a sensor’s name as it comes, quotes, spaces and Danish letters included', async () => {
      const sensor = `måler 'Ådalen', "nord"; DROP TABLE observation`;
      await archive.append([observed(0, 1, { sensor })]);
      expect((await archive.latest(sensor, 'rain_mm'))?.sensor).toBe(sensor);
    });

    it('calls the latest what happened last, though it arrived first and failed its check', async () => {
      await archive.append([observed(5, 7, { flag: 4 })]);
      await archive.append([observed(1, 2, { receivedAt: minutePast(40) })]);
      expect((await archive.latest('rain-17', 'rain_mm'))?.value).toBe(7);
    });

    it('knows nothing of a series that never spoke', async () => {
      expect(await archive.latest('rain-99', 'rain_mm')).toBeUndefined();
      expect(await archive.range({ sensor: 'rain-99', quantity: 'rain_mm', window: WHOLE_HOUR })).toEqual([]);
    });

    it('takes an empty call', async () => {
      await archive.append([]);
      expect(await archive.range({ ...rain17, window: WHOLE_HOUR })).toEqual([]);
    });

    it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses the value %d, and keeps nothing of that call', async (value) => {
      await expect(archive.append([observed(0, 1), observed(1, value)])).rejects.toThrow('rain-17 rain_mm');
      expect(await archive.range({ ...rain17, window: WHOLE_HOUR })).toEqual([]);
    });

    it('refuses half a millisecond, and keeps nothing of that call', async () => {
      await expect(archive.append([observed(0, 1), observed(0, 2, { phenomenonTime: instant(TEN + 0.5) })])).rejects.toThrow(TypeError);
      expect(await archive.range({ ...rain17, window: WHOLE_HOUR })).toEqual([]);
    });

    it('finds a late one among many that came in order, days later', async () => {
      const days = (count: number) => count * 1_440;
      await archive.append(Array.from({ length: 200 }, (_, i) => observed(days(5) + i, i)));
      await archive.append([observed(0, 7), observed(days(5) + 10, 10), observed(days(5) + 10.5, 99)]);
      const kept = await archive.range({ ...rain17, window: { after: minutePast(-1), until: minutePast(days(5) + 11) } });
      expect(valuesOf(kept)).toEqual([7, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 99, 11]);
    });

    it('keeps a thousand observations of one call', async () => {
      await archive.append(Array.from({ length: 1_000 }, (_, i) => observed(i, i)));
      const kept = await archive.range({ ...rain17, window: { after: minutePast(-1), until: minutePast(999) } });
      expect(valuesOf(kept)).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
    });

    describe('and its rollups', () => {
      const rolled = async (resolution: RollupResolution, window = WHOLE_HOUR) => (await archive.rollups([{ ...rain17, resolution, window }]))[0];
      const rollup = (endsAt: number, min: number, max: number, last: number, sum: number, count: number, flag = 1) => ({ endsAt: minutePast(endsAt), min, max, last, sum, count, flag });

      it('are of (start, end], by the end, without what failed and without gaps filled', async () => {
        await archive.append([observed(0, 1), observed(0.5, 4, { flag: 3 }), observed(1, 2), observed(2, 99, { flag: 4 }), observed(3, 8)]);
        expect(await rolled(60)).toEqual([rollup(0, 1, 1, 1, 1, 1), rollup(1, 2, 4, 2, 6, 2, 3), rollup(3, 8, 8, 8, 8, 1)]);
        expect(await rolled(600)).toEqual([rollup(0, 1, 1, 1, 1, 1), rollup(10, 2, 8, 8, 14, 3, 3)]);
      });

      it('are there for hours and days, which are UTC', async () => {
        const midnight = (24 - 10) * 60;
        await archive.append([observed(midnight, 1), observed(midnight + 1, 2), observed(midnight + 90, 4)]);
        const window = { after: minutePast(0), until: minutePast(3 * 1_440) };
        expect(await rolled(3_600, window)).toEqual([rollup(midnight, 1, 1, 1, 1, 1), rollup(midnight + 60, 2, 2, 2, 2, 1), rollup(midnight + 120, 4, 4, 4, 4, 1)]);
        expect(await rolled(86_400, window)).toEqual([rollup(midnight, 1, 1, 1, 1, 1), rollup(midnight + 1_440, 2, 4, 4, 6, 2)]);
      });

      it.each<RollupResolution>([60, 600, 3_600, 86_400])('of %d s know of what came late and of corrections, rolled before or not', async (resolution) => {
        await archive.append([observed(0.5, 1), observed(200, 2)]);
        await archive.roll();
        const window = { after: minutePast(0), until: minutePast(1_440) };
        const first = async () => (await rolled(resolution, window))?.[0];
        const before = await first();
        await archive.append([observed(0.7, 9)]);
        await archive.roll();
        expect(await first()).toMatchObject({ max: 9, sum: (before?.sum ?? 0) + 9, count: (before?.count ?? 0) + 1 });
        await archive.append([observed(0.7, 3, { revision: 1 })]);
        expect(await first()).toMatchObject({ max: Math.max(3, before?.max ?? 0), sum: (before?.sum ?? 0) + 3 });
      });

      it('come joined into longer windows where that is asked', async () => {
        await archive.append([observed(0, 1), observed(1, 5, { flag: 3 }), observed(4, 2, { flag: 9 }), observed(5, 3), observed(6, 8, { flag: 2 }), observed(9, 7, { flag: 4 }), observed(21, 1)]);
        const joined = async (seconds_: number) => (await archive.rollups([{ ...rain17, resolution: 60, joined: seconds(seconds_), window: WHOLE_HOUR }]))[0];
        expect(await joined(300)).toEqual([rollup(0, 1, 1, 1, 1, 1), rollup(5, 2, 5, 3, 10, 3, 3), rollup(10, 8, 8, 8, 8, 1, 2), rollup(25, 1, 1, 1, 1, 1)]);
        await archive.append([observed(21, 1, { flag: 4, judgement: 1 })]);
        expect((await joined(600))?.map(({ endsAt }) => endsAt)).toEqual([minutePast(0), minutePast(10)]);
      });

      it('are empty again where the only value has failed on a second look', async () => {
        await archive.append([observed(0.5, 1), observed(20, 1)]);
        await archive.roll();
        await archive.append([observed(0.5, 1, { flag: 4, judgement: 2 })]);
        expect((await rolled(60))?.map(({ endsAt }) => endsAt)).toEqual([minutePast(20)]);
        expect((await rolled(600))?.map(({ endsAt }) => endsAt)).toEqual([minutePast(20)]);
      });

      it('of several series come in one call, each in its place', async () => {
        await archive.append([observed(1, 1), observed(1, 2, { sensor: 'rain-18' }), observed(1, 3.6, { quantity: 'battery_v' })]);
        const asked = [{ ...rain17, sensor: 'rain-18' }, { ...rain17, sensor: 'rain-99' }, { ...rain17, quantity: 'battery_v' as const }, rain17];
        const answered = await archive.rollups(asked.map((series) => ({ ...series, resolution: 60, window: WHOLE_HOUR })));
        expect(answered.map((rollups) => rollups.map(({ last }) => last))).toEqual([[2], [], [3.6], [1]]);
      });

      it('of ten minutes and more outlive their observations; a reading that comes much too late does not spoil them', async () => {
        const days = (count: number) => count * 1_440;
        await archive.append([observed(1, 5), observed(2, 7), observed(days(40), 1)]);
        await archive.roll();
        await archive.forget(minutePast(days(30)));
        const before = { after: minutePast(-days(1)), until: minutePast(days(30)) };
        expect(await archive.range({ ...rain17, window: before })).toEqual([]);
        expect(await rolled(60, before)).toEqual([]);
        expect(await rolled(600, before)).toEqual([rollup(10, 5, 7, 7, 12, 2)]);
        await archive.append([observed(3, 1, { receivedAt: minutePast(days(40)) })]);
        await archive.roll();
        expect(await rolled(600, before)).toEqual([rollup(10, 5, 7, 7, 12, 2)]);
        expect(await rolled(86_400, before)).toMatchObject([{ max: 7, count: 2 }]);
        expect((await archive.latest('rain-17', 'rain_mm'))?.value).toBe(1);
      });
    });

    it('draws the highest and the lowest that were observed, at every resolution, in whatever order they came', async () => {
      const reading = fc.record({ second: fc.integer({ min: 1, max: 40_000 }), value: fc.integer({ min: -500, max: 500 }), flag: fc.constantFrom<Observation['flag']>(1, 3, 4) });
      const story = fc.uniqueArray(reading, { selector: ({ second }) => second, minLength: 1, maxLength: 60 });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(story, fc.constantFrom(1, 30, 60, 300, 3_600, 43_200, 86_400), async (readings, resolution) => {
          const sensor = `level-${(run += 1)}`;
          const at = (second: number) => instant(TEN + second * 1_000);
          for (const { second, value, flag } of readings) {
            await archive.append([{ ...observed(0, value), sensor, quantity: 'level_m', phenomenonTime: at(second), receivedAt: at(second + 1), flag }]);
            if (second % 3 === 0) await archive.roll();
          }
          const usable = readings.filter(({ flag }) => flag !== 4).map(({ value }) => value);
          const [drawn = []] = await chartSeries(archive, [{ sensor, quantity: 'level_m' }], { after: at(0), until: at(40_000) }, seconds(resolution));
          expect(Math.max(...drawn.map(({ max }) => max))).toBe(Math.max(...usable));
          expect(Math.min(...drawn.map(({ min }) => min))).toBe(Math.min(...usable));
          expect(drawn.reduce((count, each) => count + each.count, 0)).toBe(usable.length);
        }),
        { numRuns: 25 },
      );
    });

    it('draws a long span in many windows, each of them once', async () => {
      const at = (second: number) => instant(TEN + second * 1_000);
      const sensor = 'level-long';
      const readings = Array.from({ length: 700 }, (_, index) => ({ ...observed(0, index), sensor, quantity: 'level_m' as const, phenomenonTime: at((index + 1) * 120), receivedAt: at((index + 1) * 120 + 1) }));
      await archive.append(readings);
      const [drawn = []] = await chartSeries(archive, [{ sensor, quantity: 'level_m' }], { after: at(0), until: at(84_000) }, seconds(120));
      expect(drawn.map(({ endsAt, last, count }) => [endsAt, last, count])).toEqual(readings.map(({ phenomenonTime, value }) => [phenomenonTime, value, 1]));
    });

    it('says that it can be reached', async () => {
      await expect(archive.reachable()).resolves.toBeUndefined();
    });
  });
}
