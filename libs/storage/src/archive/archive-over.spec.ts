import { instant, MINUTE } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import type { RollupResolution } from '@voldgrav/rollup';
import { expect, it, vi } from 'vitest';
import { inMemoryArchive } from '../in-memory/in-memory-store.ts';
import type { KeptArchive } from './archive-over.ts';

const TEN = instant(Date.parse('2026-08-26T10:00:00Z'));
const at = (minute: number) => instant(TEN + minute * MINUTE);
const level = (minute: number): Observation => ({ sensor: 'l', quantity: 'level_m', value: 1, phenomenonTime: at(minute), receivedAt: at(minute), timeFrom: 'sensor', flag: 1, checks: [] });

/** Minutes after ten at which the windows end that are in the store itself: who asks the archive has what is missing rolled up first. */
async function rolled({ store }: KeptArchive, resolution: RollupResolution): Promise<readonly number[]> {
  const [found = []] = await store.rollups([{ sensor: 'l', quantity: 'level_m', resolution, window: { after: at(-1440), until: at(1440) } }]);
  return found.map(({ endsAt }) => (endsAt - TEN) / MINUTE);
}

it('rolls up what a series has left behind, at every resolution, without being asked', async () => {
  const archive = inMemoryArchive();
  await archive.append([level(0.5), level(1.5)]);
  await archive.roll();
  expect([await rolled(archive, 60), await rolled(archive, 600)]).toEqual([[1], []]);
  await archive.append([level(10.5)]);
  await archive.roll();
  expect([await rolled(archive, 60), await rolled(archive, 600), await rolled(archive, 3600)]).toEqual([[1, 2], [10], []]);
  await archive.append([level(61)]);
  await archive.roll();
  expect([await rolled(archive, 60), await rolled(archive, 600), await rolled(archive, 3600)]).toEqual([[1, 2, 11], [10, 20], [60]]);
});

it('rolls up a coarser window that was open when somebody asked for its minutes', async () => {
  const archive = inMemoryArchive();
  await archive.append([level(0.5)]);
  await archive.rollups([{ sensor: 'l', quantity: 'level_m', resolution: 60, window: { after: at(0), until: at(1) } }]);
  await archive.roll();
  expect(await rolled(archive, 600)).toEqual([]);
  await archive.append([level(10.5)]);
  await archive.roll();
  expect(await rolled(archive, 600)).toEqual([10]);
});

it('rolls up later what the store refused', async () => {
  const archive = inMemoryArchive();
  await archive.append([level(0.5), level(1.5)]);
  vi.spyOn(archive.store, 'putRollups').mockRejectedValueOnce(new Error('disk full'));
  await expect(archive.roll()).rejects.toThrow('disk full');
  expect(await rolled(archive, 60)).toEqual([]);
  await archive.roll();
  expect(await rolled(archive, 60)).toEqual([1]);
});

it('asks the store nothing where no series has left a window behind', async () => {
  const archive = inMemoryArchive();
  await archive.append([level(0.5), level(1.5)]);
  await archive.roll();
  const asked = vi.spyOn(archive.store, 'ranges');
  await archive.append([level(1.6), level(1.7)]);
  await archive.roll();
  expect(asked).not.toHaveBeenCalled();
});
