import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { instant } from '@voldgrav/hydrology';
import { readTown } from '@voldgrav/installation';
import { type Journal, openJournal } from '@voldgrav/journal';
import { Hearing, TownIndex } from '@voldgrav/pipeline';
import { inMemoryArchive, openSqliteArchive, type OwnArchive } from '@voldgrav/storage';
import { readerFor, type Town } from '@voldgrav/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RowListener } from './row-listener.ts';
import { StoreWriter } from './store-writer.ts';

const SAMPLE_TOWN = fileURLToPath(new URL('../../../../config/sample-town', import.meta.url));
const SENSOR = 'l-aadalen';
const TOPIC = `sensors/${SENSOR}/json`;
const at = (second: number) => instant(Date.UTC(2026, 7, 26, 12, 0, second));
const bodyOf = (second: number) => new TextEncoder().encode(JSON.stringify({ time: new Date(at(second)).toISOString(), level_m: 0.5 }));

describe('the carrier of observations', () => {
  let folder: string;
  let town: Town;
  let journal: Journal;
  let archive: OwnArchive;
  let writer: StoreWriter;
  /** Rows that it asked the journal for. */
  let read: number[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'voldgrav-carrier-'));
    const sample = await readTown(SAMPLE_TOWN);
    if (!sample.ok) throw new Error('the sample town is at fault');
    town = sample.town;
    journal = openJournal({ file: join(folder, 'journal.sqlite') });
    archive = inMemoryArchive();
    read = [];
  });
  afterEach(() => {
    writer.stop();
    journal.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function begin(): void {
    const watched: Journal = Object.create(journal, {
      entriesAfter: { value: (seq: number, limit: number) => { const rows = journal.entriesAfter(seq, limit); read.push(...rows.map((row) => row.seq)); return rows; } },
    }) as Journal;
    const index = new TownIndex(town);
    writer = new StoreWriter({ journal: watched, archive, listener: new RowListener(watched, index, undefined), sensor: (id) => index.knownSensor(id), worksForItself: false, onFault: () => undefined, onMended: () => undefined });
    read = [];
  }

  const journalled = (second: number) => journal.append({ kind: 'message', topic: TOPIC, payload: bodyOf(second), origin: 's', receivedAt: at(second) });
  const stored = async () => (await archive.range({ sensor: SENSOR, quantity: 'level_m', window: { after: at(0), until: at(59) } })).map(({ phenomenonTime }) => (phenomenonTime - at(0)) / 1000);

  it('takes what was heard live as it is, and reads nothing of it in the journal', async () => {
    begin();
    const hearing = new Hearing(town.sensors, readerFor(town));
    for (const second of [1, 2, 3]) {
      const seq = await journalled(second);
      writer.take({ seq, observations: hearing.hear({ topic: TOPIC, payload: bodyOf(second), receivedAt: at(second) }).observations });
    }
    await writer.caughtUp(60_000);
    expect(await stored()).toEqual([1, 2, 3]);
    // Nor when it looks again and finds nothing more to carry.
    writer.wake();
    const looked = performance.now();
    await expect.poll(() => performance.now() - looked > 500, { timeout: 60_000 }).toBe(true);
    expect(read).toEqual([]);
  });

  it('reads in the journal what it was not told of', async () => {
    for (const second of [1, 2]) await journalled(second);
    begin();
    await writer.caughtUp(60_000);
    expect(await stored()).toEqual([1, 2]);
    expect(new Set(read)).toEqual(new Set([1, 2]));
  });

  it('has rolled up in the end what a store that broke down had taken and not rolled up', async () => {
    const file = join(folder, 'observations.sqlite');
    let store = openSqliteArchive({ file });
    let hasDied = false;
    archive = {
      append: (observations) => store.append(observations),
      appendPacked: (packer, after) => store.appendPacked(packer, after),
      range: (query) => store.range(query),
      latest: (sensor, quantity) => store.latest(sensor, quantity),
      rollups: (queries) => store.rollups(queries),
      forget: (until) => store.forget(until),
      reachable: () => store.reachable(),
      close: () => store.close(),
      async roll() {
        if (hasDied) return store.roll();
        // As when its thread ends: the next one begins with what is on the disk.
        hasDied = true;
        store.close();
        store = openSqliteArchive({ file });
        throw new Error('the thread ended');
      },
    };
    for (let minute = 0; minute < 30; minute += 1) await journalled(60 * minute);
    begin();
    await expect.poll(() => hasDied && writer.fault === undefined && writer.lag === 0, { timeout: 60_000 }).toBe(true);
    const [minutes] = await archive.rollups([{ sensor: SENSOR, quantity: 'level_m', resolution: 60, window: { after: at(-60), until: at(60 * 29) } }]);
    expect(minutes).toHaveLength(30);
    await archive.close();
  });
});
