import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, type Instant, instant } from '@voldgrav/hydrology';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry } from './journal-entry.ts';
import { type Journal, type JournalOptions, openJournal } from './open-journal.ts';

const NOW = instant(Date.parse('2026-08-26T12:00:00Z'));
const KILOBYTE = new Uint8Array(1_000);
const daysAgo = (days: number): Instant => instant(NOW - days * DAY);

const message = (receivedAt = NOW): JournalEntry => ({ kind: 'message', topic: 'sensors/r-01/json', payload: KILOBYTE, origin: 'logger', receivedAt });
const act: JournalEntry = { kind: 'act', name: 'acknowledge', body: KILOBYTE, origin: 'vagthavende', receivedAt: NOW };
const town = (name: string, receivedAt = NOW): JournalEntry => ({ kind: 'town', name, body: KILOBYTE, origin: '', receivedAt });

describe('the bounds of the journal', () => {
  let folder: string;
  let journal: Journal;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'voldgrav-bounds-'));
  });
  afterEach(() => {
    journal.close();
    rmSync(folder, { recursive: true });
  });

  const open = (change: Partial<JournalOptions> = {}): Journal => {
    journal = openJournal({ file: join(folder, 'journal.sqlite'), bounds: { days: 30, bytes: 10_000_000 }, consumers: ['store'], ...change });
    return journal;
  };
  const appendAll = (entries: readonly JournalEntry[]) => Promise.all(entries.map((entry) => journal.append(entry)));
  const keptSeqs = (): readonly number[] => journal.entriesAfter(0, 100_000).map((row) => row.seq);
  const times = <Thing>(count: number, thing: Thing): readonly Thing[] => Array.from({ length: count }, () => thing);

  it('lets go of rows past their days that every consumer has passed, and of no others', async () => {
    open({ consumers: ['store', 'second'] });
    await appendAll([message(daysAgo(31)), message(daysAgo(30.5)), message(daysAgo(30.1)), message(daysAgo(30)), message(daysAgo(1))]);
    journal.moveCursor('store', 5);
    journal.moveCursor('second', 2);
    await journal.append(message());
    expect(journal.prune(NOW)).toBe(2);
    expect(keptSeqs()).toEqual([3, 4, 5, 6]);
    journal.moveCursor('second', 6);
    await journal.append(message());
    expect(journal.prune(NOW)).toBe(1);
    expect(keptSeqs()).toEqual([4, 5, 6, 7]);
    expect(journal.prune(NOW)).toBe(0);
    expect(journal.droppedUntil).toBe(daysAgo(30.1));
  });

  it('goes by the cursor that is on the disk, not by one that a crash could take back', async () => {
    open();
    await appendAll([message(daysAgo(31)), message()]);
    journal.moveCursor('store', 2);
    expect(journal.prune(NOW)).toBe(0);
  });

  it('keeps its size while its consumers keep up, and lets the oldest go', async () => {
    open({ bounds: { days: 30, bytes: 1_000_000 } });
    for (let i = 0; i < 40; i++) {
      await appendAll(times(100, message()));
      journal.moveCursor('store', journal.lastSeq());
    }
    const kept = keptSeqs();
    expect(kept.at(-1)).toBe(4_000);
    // A row of 1,000 bytes and what goes with it takes a third of a page of 4,096.
    expect(kept.length).toBeGreaterThan(500);
    expect(kept.length).toBeLessThanOrEqual(1_000);
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, i) => 4_001 - kept.length + i));
    expect(journal.spool()).toMatchObject({ waitingRows: 0, level: 0, full: false });
  });

  it('refuses messages rather than drop what a consumer still needs, still takes what people do, and takes messages again afterwards', async () => {
    open({ bounds: { days: 30, bytes: 1_000_000 } });
    const outcomes = await Promise.allSettled(times(20, 0).map(() => appendAll(times(100, message()))));
    await expect(journal.append(message())).rejects.toThrow('full of messages that are not yet in the store');
    await expect(journal.append({ kind: 'clock', name: 'live', body: new Uint8Array(0), origin: '', receivedAt: NOW })).rejects.toThrow('full');
    expect(outcomes[0]?.status).toBe('fulfilled');
    const acknowledged = journal.lastSeq();
    expect(await journal.append(act)).toBe(acknowledged + 1);
    expect(keptSeqs()).toHaveLength(acknowledged + 1);
    expect(journal.spool()).toMatchObject({ full: true, level: 95, waitingRows: acknowledged + 1 });

    journal.moveCursor('store', acknowledged);
    await journal.append(act);
    expect(await journal.append(message())).toBe(acknowledged + 3);
    expect(journal.spool()).toMatchObject({ full: false });
  });

  it('raises the alarm at half, four fifths and nineteen twentieths of what may wait', async () => {
    open({ bounds: { days: 30, bytes: 1_000_000 } });
    const levels: number[] = [];
    for (let i = 0; i < 200; i++) {
      await Promise.allSettled(times(5, 0).map(() => journal.append(message())));
      const { level } = journal.spool();
      if (level !== levels.at(-1)) levels.push(level);
    }
    expect(levels).toEqual([0, 50, 80, 95]);
  });

  it('knows of a disk that is fuller than its own size', async () => {
    open({ disk: () => ({ freeBytes: 100_000, diskBytes: 5_000_000 }) });
    await appendAll(times(1_000, message()));
    expect(journal.spool()).toMatchObject({ level: 80, limitedBy: 'disk' });
  });

  it('keeps the town that the oldest kept row was written under', async () => {
    open();
    await appendAll([town('first', daysAgo(40)), message(daysAgo(39)), town('second', daysAgo(38)), message(daysAgo(37)), message()]);
    journal.moveCursor('store', 5);
    await journal.append(act);
    expect(journal.prune(NOW)).toBe(4);
    expect(keptSeqs()).toEqual([3, 5, 6]);
    expect(journal.latestTown()).toMatchObject({ name: 'second', seq: 3 });
  });

  it('finds the first row received after a moment', async () => {
    open();
    await appendAll([3, 2, 2, 1].map((days) => message(daysAgo(days))));
    expect([4, 3, 2.5, 2, 1, 0].map((days) => journal.seqBefore(daysAgo(days)))).toEqual([0, 1, 1, 3, 4, 4]);
  });

  it('finds it before a stretch that came while the clock stood years back, as on a machine that wakes without the time', async () => {
    open();
    await appendAll([...times(100, message(daysAgo(0.1))), ...times(40, message(daysAgo(3_000))), ...times(60, message(NOW)), ...times(40, message(daysAgo(2_000))), message(NOW)]);
    expect([1, 0.1, 0.05].map((days) => journal.seqBefore(daysAgo(days)))).toEqual([0, 140, 140]);
  });

  it('goes on with what it dropped after it was opened again', async () => {
    open();
    await appendAll([message(daysAgo(31)), message()]);
    journal.moveCursor('store', 2);
    await journal.append(message());
    journal.prune(NOW);
    journal.close();
    open();
    expect([journal.droppedUntil, journal.seqBefore(instant(0)), keptSeqs()]).toEqual([daysAgo(31), 1, [2, 3]]);
  });
});
