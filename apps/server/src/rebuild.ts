import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Instant, instant, isoOf } from '@voldgrav/hydrology';
import { stateFolder } from '@voldgrav/installation';
import { type Journal, openJournal } from '@voldgrav/journal';
import { hear, TownIndex } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import { openSqliteArchive } from '@voldgrav/storage';
import { openSandbox, readerFor, runsScripts, type Town } from '@voldgrav/wire';
import { lockFolder } from './data-lock.ts';
import { STORE_CURSOR } from './ingest/rewind-store.ts';
import { rowsAfter } from './ingest/rows-after.ts';
import type { Settings } from './settings.ts';

/** Observations in one append; the store writes many together for little more than few. */
const AT_ONCE = 4_000;

/**
 * Makes the observation store anew from the journal, for the span that the journal keeps, as after a decoder was mended;
 * observations from before it stay. Sends nothing. Gives a sentence that says what was done. Throws a sentence when the
 * house is open, or when there is no journal.
 *
 * It can be cut off anywhere: the store's cursor is set back to the start, on the disk, before the first observation goes, so
 * the next start of the house or of this carries on.
 */
export async function rebuild(settings: Settings, town: Town): Promise<string> {
  const folder = stateFolder(settings.dataDir, settings.demo);
  const file = join(folder, 'journal.sqlite');
  if (!existsSync(file)) throw new Error(`There is no journal in ${folder}, so there is nothing to rebuild from; DATA_DIR says where it is.`);
  const unlock = lockFolder(settings.dataDir);
  const journal = openJournal({ file });
  const archive = openSqliteArchive({ file: join(folder, 'observations.sqlite') });
  try {
    const kept = survey(journal);
    journal.moveCursor(STORE_CURSOR, 0);
    await journal.append({ kind: 'act', name: 'rebuild', body: new Uint8Array(0), origin: 'voldgrav rebuild', receivedAt: instant(Date.now()) });
    // Rows that cannot be read any more may have been in the store: then nothing goes, and only what is missing is added.
    if (kept.damaged === 0 && kept.first !== undefined) archive.forgetReceivedSince(laterOf(kept.first, journal.droppedUntil));
    const index = new TownIndex(town);
    const reader = readerFor(town, runsScripts(town) ? await openSandbox() : undefined);
    const done = { messages: 0, observations: 0 };
    let batch: Observation[] = [];
    const carry = async (upTo: number): Promise<void> => {
      await archive.append(batch);
      journal.moveCursor(STORE_CURSOR, upTo);
      done.observations += batch.length;
      batch = [];
    };
    for (const row of rowsAfter(journal, 0)) {
      if (row.damaged || row.kind !== 'message') continue;
      done.messages += 1;
      for (const observation of hear(row, index, reader).observations) batch.push(observation);
      if (batch.length >= AT_ONCE) await carry(row.seq);
    }
    await carry(journal.lastSeq());
    // What can be read by now is no trouble any more: the next start makes the list anew.
    for (const ending of ['', '-wal', '-shm']) rmSync(join(folder, `trouble.sqlite${ending}`), { force: true });
    return sentence(done, kept);
  } finally {
    archive.close();
    journal.close();
    unlock();
  }
}

interface Survey {
  /** When the first and the last message had come. */
  readonly first: Instant | undefined;
  readonly last: Instant | undefined;
  readonly damaged: number;
}

function survey(journal: Journal): Survey {
  let first: Instant | undefined;
  let last: Instant | undefined;
  let damaged = journal.lostRows;
  for (const row of rowsAfter(journal, 0)) {
    if (row.damaged) damaged += 1;
    else if (row.kind === 'message') {
      first ??= row.receivedAt;
      last = row.receivedAt;
    }
  }
  return { first, last, damaged };
}

/** Where a clock was set back, an older row may have been received at a later time: what has been dropped cannot be made again. */
const laterOf = (first: Instant, droppedUntil: Instant | undefined): Instant =>
  droppedUntil === undefined || droppedUntil < first ? first : instant(droppedUntil + 1);

function sentence(done: { messages: number; observations: number }, { first, last, damaged }: Survey): string {
  const span = first === undefined || last === undefined ? '' : ` received from ${isoOf(first)} to ${isoOf(last)}`;
  const caution = damaged === 0 ? '' : ` ${damaged} entries of the journal cannot be read: what the store had was kept, and only what was missing was added.`;
  return `Rebuilt the observation store: ${done.messages} messages${span} gave ${done.observations} observations. Nothing was sent.${caution}`;
}
