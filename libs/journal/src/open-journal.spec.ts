import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { instant } from '@voldgrav/hydrology';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry } from './journal-entry.ts';
import type { IntactRow } from './journal-row.ts';
import { openJournal } from './open-journal.ts';

const ARRIVED = instant(1_787_745_600_000);

const message = (text: string, topic = 'sensors/rain-17/json'): JournalEntry => ({
  kind: 'message',
  topic,
  payload: new TextEncoder().encode(text),
  origin: 'logger-4',
  receivedAt: ARRIVED,
});

const textOf = (row: unknown): string => {
  const intact = row as IntactRow;
  return new TextDecoder().decode(intact.kind === 'message' ? intact.payload : intact.body);
};

describe('the journal', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'voldgrav-journal-'));
    file = join(folder, 'journal.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('numbers entries from 1 in the order they were appended', async () => {
    const journal = openJournal({ file });
    const seqs = await Promise.all(['a', 'b', 'c'].map((text) => journal.append(message(text))));
    expect(seqs).toEqual([1, 2, 3]);
    expect(journal.entriesAfter(0, 10).map(textOf)).toEqual(['a', 'b', 'c']);
    journal.close();
  });

  it('gives back every part of a message and of an act', async () => {
    const journal = openJournal({ file });
    const act: JournalEntry = { kind: 'act', name: 'acknowledge', body: new TextEncoder().encode('{"alert":"a1"}'), origin: 'vagthavende', receivedAt: ARRIVED };
    await journal.append(message('{"level_m":1.9}'));
    await journal.append(act);
    expect(journal.entriesAfter(0, 10)).toEqual([
      { damaged: false, seq: 1, ...message('{"level_m":1.9}') },
      { damaged: false, seq: 2, ...act },
    ]);
    journal.close();
  });

  it('keeps an empty payload and bytes that are no text', async () => {
    const journal = openJournal({ file });
    const binary = Uint8Array.from([0, 255, 128, 10, 0]);
    await journal.append(message(''));
    await journal.append({ ...message(''), payload: binary } as JournalEntry);
    const [empty, bytes] = journal.entriesAfter(0, 10) as readonly (IntactRow & { kind: 'message' })[];
    expect(empty?.payload).toHaveLength(0);
    expect([...(bytes?.payload ?? [])]).toEqual([...binary]);
    journal.close();
  });

  it('survives being closed and opened again, and goes on counting', async () => {
    const first = openJournal({ file });
    await first.append(message('before'));
    first.close();
    const second = openJournal({ file });
    expect(second.lastSeq()).toBe(1);
    expect(await second.append(message('after'))).toBe(2);
    expect(second.entriesAfter(0, 10).map(textOf)).toEqual(['before', 'after']);
    second.close();
  });

  it('shares one commit among entries of the same turn, five thousand at most', async () => {
    const journal = openJournal({ file });
    await Promise.all(Array.from({ length: 5_000 }, (_, i) => journal.append(message(String(i)))));
    expect(journal.commits).toBe(1);
    await Promise.all(Array.from({ length: 5_001 }, (_, i) => journal.append(message(String(i)))));
    expect(journal.commits).toBe(3);
    journal.close();
  });

  it('tells each entry its own number, however many share a commit', async () => {
    const journal = openJournal({ file });
    const texts = Array.from({ length: 37 }, (_, i) => `number ${i + 1}`);
    const seqs = await Promise.all(texts.map((text) => journal.append(message(text))));
    expect([journal.commits, seqs]).toEqual([1, texts.map((_, i) => i + 1)]);
    expect(journal.entriesAfter(0, 100).map((row) => [row.seq, textOf(row)])).toEqual(texts.map((text, i) => [i + 1, text]));
    journal.close();
  });

  it('writes what is waiting when it is closed', async () => {
    const journal = openJournal({ file });
    const waiting = Array.from({ length: 2_500 }, (_, i) => journal.append(message(String(i))));
    journal.close();
    expect((await Promise.all(waiting)).at(-1)).toBe(2_500);
    await expect(journal.append(message('late'))).rejects.toThrow('it is closed');
  });

  it('reads on from a number, and no more than asked for', async () => {
    const journal = openJournal({ file });
    await Promise.all(['a', 'b', 'c', 'd'].map((text) => journal.append(message(text))));
    expect(journal.entriesAfter(1, 2).map(textOf)).toEqual(['b', 'c']);
    expect(journal.entriesAfter(4, 2)).toEqual([]);
    journal.close();
  });

  it('tells a row whose payload was changed on the disk as damaged, in its place', async () => {
    const journal = openJournal({ file });
    await Promise.all(['a', 'b', 'c'].map((text) => journal.append(message(text))));
    journal.close();
    tamper(file, `UPDATE entry SET payload = x'00' WHERE seq = 2`);
    const opened = openJournal({ file });
    const rows = opened.entriesAfter(0, 10);
    expect(rows.map((row) => row.damaged)).toEqual([false, true, false]);
    expect(rows[1]).toEqual({ damaged: true, seq: 2, reason: 'checksum' });
    opened.close();
  });

  it.each(['name', 'origin', 'kind'])('tells a row whose %s was changed on the disk as damaged', async (column) => {
    const journal = openJournal({ file });
    await journal.append(message('a'));
    journal.close();
    tamper(file, `UPDATE entry SET ${column} = 'other'`);
    const opened = openJournal({ file });
    expect(opened.entriesAfter(0, 10)).toEqual([{ damaged: true, seq: 1, reason: 'checksum' }]);
    opened.close();
  });

  it('rejects every entry of a failed commit, says what it was doing, and takes entries again afterwards', async () => {
    const journal = openJournal({ file });
    await journal.append(message('before'));
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const failed = await Promise.allSettled([journal.append(message('x')), journal.append(message('y'))]);
    other.exec('ROLLBACK');
    other.close();
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(String((failed[0] as PromiseRejectedResult).reason)).toContain('Could not write 2 entries to the journal');
    expect(await journal.append(message('after'))).toBe(2);
    expect(journal.entriesAfter(0, 10).map(textOf)).toEqual(['before', 'after']);
    journal.close();
  });

  it('rejects an entry that it could not give back, and only that one', async () => {
    const journal = openJournal({ file });
    const outcomes = await Promise.allSettled([
      journal.append(message('good')),
      journal.append(message('cut short', 'sensors/rain\0-17/json')),
      journal.append({ ...message('when?'), receivedAt: instant(0.5) }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    journal.close();
  });

  it('remembers how far each consumer has come', async () => {
    const journal = openJournal({ file });
    expect(journal.cursor('observations')).toBe(0);
    journal.moveCursor('observations', 7);
    journal.moveCursor('rebuild', 3);
    expect(journal.cursor('observations')).toBe(7);
    journal.close();
    const opened = openJournal({ file });
    expect([opened.cursor('observations'), opened.cursor('rebuild')]).toEqual([7, 3]);
    opened.moveCursor('observations', 2);
    expect(opened.cursor('observations')).toBe(2);
    opened.close();
  });

  it('writes a moved cursor with the next rows, and by itself when none come', async () => {
    const journal = openJournal({ file });
    const onDisk = (): unknown => {
      const reader = new DatabaseSync(file, { readOnly: true });
      const row = reader.prepare('SELECT seq FROM cursor').get() as { seq: number } | undefined;
      reader.close();
      return row?.seq;
    };
    journal.moveCursor('observations', 5);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([journal.commits, onDisk()]).toEqual([0, undefined]);
    await journal.append(message('x'));
    expect([journal.commits, onDisk()]).toEqual([1, 5]);
    journal.moveCursor('observations', 6);
    await expect.poll(onDisk, { timeout: 60_000 }).toBe(6);
    expect(journal.commits).toBe(2);
    journal.close();
  });

  it('keeps a cursor whose commit failed and writes it with the next', async () => {
    const journal = openJournal({ file });
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    journal.moveCursor('observations', 5);
    await expect(journal.append(message('x'))).rejects.toThrow();
    other.exec('ROLLBACK');
    other.close();
    expect(journal.cursor('observations')).toBe(5);
    await journal.append(message('y'));
    journal.close();
    const opened = openJournal({ file });
    expect(opened.cursor('observations')).toBe(5);
    opened.close();
  });

  it('never gives a pruned number out again', async () => {
    const journal = openJournal({ file });
    await Promise.all(['a', 'b'].map((text) => journal.append(message(text))));
    journal.close();
    tamper(file, 'DELETE FROM entry');
    const opened = openJournal({ file });
    expect(opened.lastSeq()).toBe(2);
    expect(await opened.append(message('c'))).toBe(3);
    opened.close();
  });

  it('refuses a file of a newer format, and says so', () => {
    openJournal({ file }).close();
    tamper(file, 'PRAGMA user_version = 99');
    expect(() => openJournal({ file })).toThrow(/format 99/);
  });
});

function tamper(file: string, change: string): void {
  const database = new DatabaseSync(file);
  database.exec(change);
  database.close();
}
