import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Instant, instant, isoOf } from '@voldgrav/hydrology';
import { lockFolder, type Settings, stateFolder } from '@voldgrav/installation';
import { type Journal, openJournal } from '@voldgrav/journal';
import { Hearing, keepObservations, TownIndex } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import { copyReceivedBefore, forgetReceivedSince, type KeptArchive, type RefusedByStore } from '@voldgrav/storage';
import { openSandbox, readerFor, runsScripts, type Town } from '@voldgrav/wire';
import { realClock } from './clock.ts';
import { hearRow } from './ingest/hear-row.ts';
import { embeddedFile, openArchive } from './ingest/open-archive.ts';
import { ROLLED_CURSOR, STORE_CURSOR } from './ingest/rewind-store.ts';
import { rowsAfter } from './ingest/rows-after.ts';

/** Observations in one append; the store writes many together for little more than few. */
const AT_ONCE = 4_000;

export type StoreKind = 'sqlite' | 'influx';

/** `--into sqlite` among the words of the command line, and the words that are left. */
export function intoOf(words: readonly string[]): { readonly into?: StoreKind; readonly rest: readonly string[]; readonly fault?: string } {
  const at = words.indexOf('--into');
  if (at === -1) return { rest: words };
  const into = words[at + 1];
  if (into !== 'sqlite' && into !== 'influx') return { rest: words, fault: '--into takes the name of a store: sqlite or influx' };
  return { into, rest: words.filter((_, place) => place !== at && place !== at + 1) };
}

/**
 * Makes the observation store anew from the journal, for the span that the journal keeps, as after a decoder was mended;
 * observations from before it stay. With `into` it fills that store, and what the journal no longer has comes from the other one.
 * Sends nothing. Gives a sentence that says what was done. Throws a sentence when the house is open, when there is no journal, or
 * when a store is not there. `onProgress` hears how much of the journal has been gone through, 0–1.
 *
 * It can be cut off anywhere: the store's cursor is set back to the start, on the disk, before the first observation goes, so
 * the next start of the house or of this carries on.
 */
export async function rebuild(settings: Settings, town: Town, into?: StoreKind, onProgress: (share: number) => void = () => undefined): Promise<string> {
  const folder = stateFolder(settings.dataDir, settings.demo);
  const file = join(folder, 'journal.sqlite');
  if (!existsSync(file)) throw new Error(`There is no journal in ${folder}, so there is nothing to rebuild from; DATA_DIR says where it is.`);
  const unlock = lockFolder(settings.dataDir);
  const refused: RefusedByStore[] = [];
  const open = (kind: StoreKind): KeptArchive => openArchive({ settings: settingsFor(settings, kind), town, folder, clock: realClock, onRefused: (each) => refused.push(each) });
  const kind = into ?? (settings.influx === undefined ? 'sqlite' : 'influx');
  const stores: KeptArchive[] = [];
  const journal = openJournal({ file });
  try {
    const archive = open(kind);
    stores.push(archive);
    await archive.reachable();
    const kept = survey(journal);
    journal.moveCursor(STORE_CURSOR, 0);
    journal.moveCursor(ROLLED_CURSOR, 0);
    await journal.append({ kind: 'act', name: 'rebuild', body: new Uint8Array(0), origin: 'voldgrav rebuild', receivedAt: instant(Date.now()) });
    // Rows that cannot be read any more may have been in the store: then nothing goes, and only what is missing is added.
    const since = kept.damaged === 0 && kept.first !== undefined ? laterOf(kept.first, journal.droppedUntil) : undefined;
    if (since !== undefined) await forgetReceivedSince(archive, since);
    let moved = 0;
    if (into !== undefined && hasOther(settings, kind, folder)) {
      const other = open(kind === 'influx' ? 'sqlite' : 'influx');
      stores.push(other);
      moved = await copyReceivedBefore(other, archive, since ?? instant(Infinity));
    }
    const done = await fromJournal(journal, archive, town, onProgress);
    // What can be read by now is no trouble any more: the next start makes the list anew.
    for (const ending of ['', '-wal', '-shm']) rmSync(join(folder, `trouble.sqlite${ending}`), { force: true });
    return sentence(kind, { ...done, moved, refused: refused.length }, kept);
  } finally {
    for (const store of stores) store.close();
    journal.close();
    unlock();
  }
}

function settingsFor(settings: Settings, kind: StoreKind): Settings {
  if (kind === 'influx' && settings.influx === undefined) throw new Error('INFLUX_URL is not set, so there is no InfluxDB to rebuild into.');
  const { influx, ...embedded } = settings;
  return kind === 'sqlite' || influx === undefined ? embedded : settings;
}

const hasOther = (settings: Settings, kind: StoreKind, folder: string): boolean => (kind === 'influx' ? existsSync(embeddedFile(folder)) : settings.influx !== undefined);

async function fromJournal(journal: Journal, archive: KeptArchive, town: Town, onProgress: (share: number) => void): Promise<{ readonly messages: number; readonly observations: number }> {
  const hearing = new Hearing(town.sensors, readerFor(town, runsScripts(town) ? await openSandbox() : undefined), { lateCounts: 'are-left-to-the-store' });
  const index = new TownIndex(town);
  const done = { messages: 0, observations: 0 };
  let first: number | undefined;
  let batch: Observation[] = [];
  let forStore: Observation[] = [];
  const carry = async (upTo: number): Promise<void> => {
    await keepObservations(archive, (id) => index.knownSensor(id), { observations: batch, forStore });
    await archive.roll();
    journal.moveCursor(STORE_CURSOR, upTo);
    journal.moveCursor(ROLLED_CURSOR, upTo);
    // What was judged anew is no other observation.
    done.observations += batch.filter(({ judgement }) => judgement === undefined).length;
    batch = [];
    forStore = [];
  };
  for (const row of rowsAfter(journal, 0)) {
    first ??= row.seq;
    onProgress((row.seq - first) / Math.max(1, journal.lastSeq() - first));
    if (!row.damaged && row.kind === 'message') done.messages += 1;
    const heard = hearRow(row, hearing);
    for (const observation of heard.observations) batch.push(observation);
    if (heard.forStore !== undefined) forStore.push(...heard.forStore);
    if (batch.length >= AT_ONCE) await carry(row.seq);
  }
  await carry(journal.lastSeq());
  return done;
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

interface Done {
  readonly messages: number;
  readonly observations: number;
  readonly moved: number;
  readonly refused: number;
}

function sentence(kind: StoreKind, { messages, observations, moved, refused }: Done, { first, last, damaged }: Survey): string {
  const which = kind === 'influx' ? 'observation store in InfluxDB' : 'observation store';
  const span = first === undefined || last === undefined ? '' : ` received from ${isoOf(first)} to ${isoOf(last)}`;
  const before = moved === 0 ? '' : ` ${moved} older observations came from the other store.`;
  const aside = refused === 0 ? '' : ` The store refused ${refused} of them: see refused-by-store.jsonl.`;
  const caution = damaged === 0 ? '' : ` ${damaged} entries of the journal cannot be read: what the store had was kept, and only what was missing was added.`;
  return `Rebuilt the ${which}: ${messages} messages${span} gave ${observations} observations.${before}${aside} Nothing was sent.${caution}`;
}
