import { instant, MINUTE } from '@voldgrav/hydrology';
import type { ObservationArchive } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
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

    it('keeps the earlier of two values for one instant, with its arrival and its flag', async () => {
      const first = observed(0, 1);
      await archive.append([first]);
      await archive.append([observed(0, 9, { flag: 3, receivedAt: minutePast(20) })]);
      expect(await archive.range({ ...rain17, window: WHOLE_HOUR })).toEqual([first]);
    });

    it('keeps the earlier of two values within one call too', async () => {
      await archive.append([observed(0, 1), observed(0, 9)]);
      expect(valuesOf(await archive.range({ ...rain17, window: WHOLE_HOUR }))).toEqual([1]);
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

    it('keeps a thousand observations of one call', async () => {
      await archive.append(Array.from({ length: 1_000 }, (_, i) => observed(i, i)));
      const kept = await archive.range({ ...rain17, window: { after: minutePast(-1), until: minutePast(999) } });
      expect(valuesOf(kept)).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
    });
  });
}
