import { appendFileSync, closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { instant } from '@voldgrav/hydrology';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry } from './journal-entry.ts';
import { type Journal, openJournal } from './open-journal.ts';

const PAGE = 4_096;
/** Of the write-ahead file (sqlite.org/fileformat2.html §4.1). */
const FRAME_HEADER = 24;
const FRAME = FRAME_HEADER + PAGE;
const ROWS = 5_000;
const message = (i: number): JournalEntry => ({
  kind: 'message',
  topic: 'sensors/r-01/json',
  payload: Buffer.alloc(200, i),
  origin: 'logger',
  receivedAt: instant(1_787_745_600_000 + i),
});

/** A journal of 5,000 rows, closed, with a cursor at 4,000: what the disk then does to it is each test's own business. */
describe('a damaged journal', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'voldgrav-damage-'));
    file = join(folder, 'journal.sqlite');
    const journal = openJournal({ file });
    await Promise.all(Array.from({ length: ROWS }, (_, i) => journal.append(message(i + 1))));
    journal.moveCursor('store', 4_000);
    journal.close();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function overwrite(from: number, bytes: number): void {
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(bytes, 0xab), 0, bytes, from);
    closeSync(handle);
  }
  function allRows(journal: Journal) {
    const rows = [];
    for (let at = 0; ; ) {
      const more = journal.entriesAfter(at, 1_000);
      if (more.length === 0) return rows;
      rows.push(...more);
      at = more.at(-1)?.seq ?? at;
    }
  }

  it('goes on after a page in the middle was overwritten: its rows are told as unreadable in their places, all others are there', async () => {
    overwrite(Math.floor(statSync(file).size / PAGE / 2) * PAGE, PAGE);
    const journal = openJournal({ file });
    expect(journal.salvaged).toBeUndefined();
    const rows = allRows(journal);
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: ROWS }, (_, i) => i + 1));
    const damaged = rows.filter((row) => row.damaged);
    // A page of 4,096 bytes holds at most 19 rows of some 215 bytes.
    expect(damaged.length).toBeGreaterThan(0);
    expect(damaged.length).toBeLessThan(20);
    expect(new Set(damaged.map((row) => row.damaged && row.reason))).toEqual(new Set(['unreadable']));
    expect(await journal.append(message(1))).toBe(ROWS + 1);
    journal.close();
  });

  it('starts on a file whose end was torn off: saves the rest, puts the broken one aside, gives out no number twice', async () => {
    truncateSync(file, statSync(file).size - 3 * PAGE);
    const journal = openJournal({ file });
    const saved = journal.salvaged?.saved ?? 0;
    expect(saved).toBeGreaterThan(ROWS - 80);
    expect(journal.salvaged).toMatchObject({ saved, lost: ROWS - saved, asideAs: `${file}.damaged-1` });
    expect(journal.lostRows).toBe(ROWS - saved);
    expect(existsSync(`${file}.damaged-1`)).toBe(true);
    expect(allRows(journal).filter((row) => row.damaged)).toEqual([]);
    expect(journal.cursor('store')).toBe(4_000);
    expect(await journal.append(message(1))).toBe(ROWS + 1);
    journal.close();
    const again = openJournal({ file });
    expect([again.salvaged, again.lostRows, again.lastSeq()]).toEqual([undefined, ROWS - saved, ROWS + 1]);
    again.close();
  });

  it.each([
    ['cut within its header', () => truncateSync(file, 60)],
    ['overwritten from its start', () => overwrite(0, 100)],
    ['nothing but noise', () => writeFileSync(file, Buffer.alloc(20_000, 0x5a))],
  ])('starts anew on a file that was %s, and keeps the broken one', async (_, damage) => {
    damage();
    const broken = readFileSync(file);
    const journal = openJournal({ file });
    expect(journal.salvaged?.saved).toBe(0);
    expect(readFileSync(`${file}.damaged-1`).equals(broken)).toBe(true);
    const before = journal.lastSeq();
    expect(await journal.append(message(1))).toBe(before + 1);
    expect(allRows(journal)).toHaveLength(1);
    journal.close();
  });

  it('puts a second broken file beside the first', () => {
    writeFileSync(`${file}.damaged-1`, 'an earlier one');
    truncateSync(file, 60);
    const journal = openJournal({ file });
    expect(journal.salvaged?.asideAs).toBe(`${file}.damaged-2`);
    journal.close();
  });

  it('takes up a salvage that was cut off before its last step', async () => {
    const whole = readFileSync(file);
    rmSync(file);
    writeFileSync(`${file}.salvaged`, whole);
    const journal = openJournal({ file });
    expect(allRows(journal)).toHaveLength(ROWS);
    journal.close();
  });

  it('has every committed row after its write-ahead file was torn at any place behind them', async () => {
    const journal = openJournal({ file });
    for (let i = 1; i <= 20; i++) await journal.append(message(i));
    const walBefore = statSync(`${file}-wal`).size;
    await journal.append(message(21));
    // What a power cut leaves: the files as they are, nobody having closed them.
    const [copy, wal] = [readFileSync(file), readFileSync(`${file}-wal`)];
    journal.close();
    const at = join(folder, 'torn.sqlite');
    // Each byte of a frame's header, and every 307th of the page behind it: all of them, tried once (2026-11-28), came to the same.
    const places = Array.from({ length: wal.length - walBefore }, (_, i) => walBefore + i).filter((place) => (place - walBefore) % FRAME <= FRAME_HEADER || place % 307 === 0);
    expect(places.length).toBeGreaterThan(FRAME_HEADER);
    for (const torn of places) {
      for (const ending of ['', '-wal', '-shm']) rmSync(at + ending, { force: true });
      writeFileSync(at, copy);
      writeFileSync(`${at}-wal`, wal.subarray(0, torn));
      appendFileSync(`${at}-wal`, Buffer.alloc(37, 0xcd));
      const opened = openJournal({ file: at });
      expect([opened.salvaged, opened.lastSeq()]).toEqual([undefined, ROWS + 20]);
      expect(await opened.append(message(1))).toBe(ROWS + 21);
      opened.close();
    }
  });

  it('is not taken for broken when it is of a newer format', () => {
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => openJournal({ file })).toThrow('it has format 99');
    expect(existsSync(`${file}.damaged-1`)).toBe(false);
  });
});
