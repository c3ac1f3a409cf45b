import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '@voldgrav/hydrology';
import { archiveInThread, inMemoryArchive, openInfluxArchive, openSqliteArchive, type OwnArchive } from '@voldgrav/storage';
import { observationArchiveContract } from '@voldgrav/storage/observation-archive.contract';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningInfluxd, startInfluxd } from './influxd.ts';

observationArchiveContract('in memory', () => ({ archive: inMemoryArchive(), discard: () => undefined }));

observationArchiveContract('in SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-archive-'));
  const archive = openSqliteArchive({ file: join(folder, 'observations.sqlite') });
  return {
    archive,
    discard: () => {
      archive.close();
      rmSync(folder, { recursive: true });
    },
  };
});

/** The built server's own. */
const THREAD = new URL('../../apps/server/dist/archive-thread.js', import.meta.url);
const threaded = (file: string): OwnArchive =>
  archiveInThread({ module: THREAD, workerData: { file, influx: undefined, sensors: [] }, onRefused: ({ line, reason }) => expect.unreachable(`${line}: ${reason}`) });

observationArchiveContract('in SQLite, in a thread of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-archive-'));
  const archive = threaded(join(folder, 'observations.sqlite'));
  return {
    archive,
    discard: async () => {
      await archive.close();
      rmSync(folder, { recursive: true });
    },
  };
});

describe('the thread of an archive', () => {
  it('that ends by itself says why to whoever waits, and the next call starts another', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'voldgrav-archive-'));
    const archive = threaded(join(folder, 'later', 'observations.sqlite'));
    await expect(archive.latest('rain-17', 'rain_mm')).rejects.toThrow(/thread of the observation store ended: Could not open the observation store|unable to open database file/);
    mkdirSync(join(folder, 'later'));
    expect(await archive.latest('rain-17', 'rain_mm')).toBeUndefined();
    await archive.close();
    rmSync(folder, { recursive: true });
  });
});

let influxd: RunningInfluxd;
let databases = 0;
beforeAll(async () => {
  influxd = await startInfluxd();
});
afterAll(() => influxd.stop());

observationArchiveContract('in InfluxDB', () => {
  databases += 1;
  const archive = openInfluxArchive({ url: influxd.url, database: `contract ${databases}`, onRefused: ({ line, reason }) => expect.unreachable(`${line}: ${reason}`) });
  return { archive, discard: () => archive.close() };
});

describe('the SQLite archive', () => {
  const rain = (value: number, minutes: number) =>
    ({
      sensor: 'rain-17',
      quantity: 'rain_mm',
      value,
      phenomenonTime: instant(minutes * 60_000),
      receivedAt: instant(minutes * 60_000),
      timeFrom: 'sensor',
      flag: 1,
      checks: [],
    }) as const;

  it('finds its observations again after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'voldgrav-archive-'));
    const file = join(folder, 'observations.sqlite');
    const first = openSqliteArchive({ file });
    await first.append([rain(0.2, 1)]);
    first.close();
    const second = openSqliteArchive({ file });
    expect(await second.latest('rain-17', 'rain_mm')).toEqual(rain(0.2, 1));
    second.close();
    rmSync(folder, { recursive: true });
  });

  it('rejects while the file cannot be written, keeps nothing of that call, and takes it afterwards', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'voldgrav-archive-'));
    const file = join(folder, 'observations.sqlite');
    const archive = openSqliteArchive({ file });
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(archive.append([rain(0.2, 1)])).rejects.toThrow('Could not write 1 observations');
    other.exec('ROLLBACK');
    other.close();
    expect(await archive.latest('rain-17', 'rain_mm')).toBeUndefined();
    await archive.append([rain(0.2, 1)]);
    expect((await archive.latest('rain-17', 'rain_mm'))?.value).toBe(0.2);
    archive.close();
    rmSync(folder, { recursive: true });
  });
});
