import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { isDamage } from './damage.ts';
import * as sql from './journal-sql.ts';
import { type NumberedRow, rowReader } from './read-rows.ts';

/** What was done about a broken file, for a person to read. */
export interface Salvage {
  /** Rows that were carried over, and numbers that could not be. */
  readonly saved: number;
  readonly lost: number;
  /** Where the broken file lies now, whole as it was. */
  readonly asideAs: string;
}

const AT_ONCE = 10_000;
/** SQLite spends more than this on every row: it bounds how many there can be where the file's own count is gone. */
const LEAST_ROW_BYTES = 24;
const TAILS = ['', '-wal', '-shm'];
const copyOf = (file: string): string => `${file}.salvaged`;

/** Takes up a salvage that was cut off between its two renames; clears one away that was cut off before. */
export function finishSalvage(file: string): void {
  const copy = copyOf(file);
  if (!existsSync(copy)) return;
  if (existsSync(file)) for (const tail of TAILS) rmSync(copy + tail, { force: true });
  else renameSync(copy, file);
}

/**
 * Copies every row that can still be read out of a broken journal into a new one, numbers, cursors and bounds included, and
 * puts the broken file aside. For a file that SQLite can no longer add to, such as one whose end was torn off; a
 * page broken in the middle does not need it, since rows around it can be read and added where they are.
 */
export function salvage(file: string): Salvage {
  const copy = copyOf(file);
  for (const tail of TAILS) rmSync(copy + tail, { force: true });
  // Without a write-ahead file, so that a single rename puts it in place.
  const target = new DatabaseSync(copy);
  target.exec(sql.createTables);
  target.exec(sql.writeFormatVersion);
  const { saved, lost } = copyReadable(file, target);
  target.close();
  const asideAs = freeName(file);
  for (const tail of TAILS) if (existsSync(file + tail)) renameSync(file + tail, asideAs + tail);
  renameSync(copy, file);
  return { saved, lost, asideAs };
}

function copyReadable(file: string, target: DatabaseSyncInstance): { saved: number; lost: number } {
  const source = new DatabaseSync(file);
  try {
    const dropped = attempt(() => source.prepare(sql.selectDropped).get() as DroppedRow | undefined) ?? {};
    const from = dropped.until_seq ?? 0;
    const counted = attempt(() => source.prepare(sql.selectLastSeq).get() as { seq: number })?.seq;
    const until = counted ?? from + Math.ceil(statSync(file).size / LEAST_ROW_BYTES);
    const town = attempt(() => source.prepare(sql.selectTownUntil).get(from) as NumberedRow | undefined);
    if (town !== undefined) insertInto(target)(town);
    const kept = attempt(() => copyRows(source, target, from, until)) ?? { saved: 0, last: from, gaps: [] };
    const cursors = attempt(() => source.prepare(sql.selectCursors).all() as { name: string; seq: number }[]) ?? [];
    const last = Math.max(counted ?? 0, kept.last, ...cursors.map((cursor) => cursor.seq));
    const gaps = last > kept.last ? [...kept.gaps, { first: kept.last + 1, last }] : kept.gaps;
    target.exec('BEGIN');
    for (const { name, seq } of cursors) target.prepare(sql.upsertCursor).run(name, seq);
    if (dropped.until_seq !== undefined) target.prepare(sql.upsertDropped).run(dropped.until_seq, dropped.newest_received_at ?? 0);
    for (const gap of attempt(() => source.prepare(sql.selectLost).all() as LostRow[]) ?? []) {
      target.prepare(sql.insertLost).run(gap.first_seq, gap.last_seq);
    }
    for (const gap of unknownYet(gaps, target)) target.prepare(sql.insertLost).run(gap.first, gap.last);
    // A number that was given out once must not be given out again, though its row is gone.
    target.prepare(sql.insertLastSeq).run(last);
    target.prepare(sql.setLastSeq).run(last);
    target.exec('COMMIT');
    return { saved: kept.saved, lost: gaps.reduce((sum, gap) => sum + gap.last - gap.first + 1, 0) };
  } finally {
    source.close();
  }
}

interface DroppedRow {
  readonly until_seq?: number;
  readonly newest_received_at?: number;
}

interface LostRow {
  readonly first_seq: number;
  readonly last_seq: number;
}

interface Gap {
  readonly first: number;
  readonly last: number;
}

function copyRows(source: DatabaseSyncInstance, target: DatabaseSyncInstance, from: number, until: number): { saved: number; last: number; gaps: readonly Gap[] } {
  const read = rowReader(source, () => from);
  const insert = insertInto(target);
  const gaps: Gap[] = [];
  let saved = 0;
  let last = from;
  for (let at = from; ; ) {
    const rows = read(at, until, AT_ONCE);
    const end = rows.at(-1)?.seq;
    if (end === undefined) return { saved, last, gaps };
    at = end;
    target.exec('BEGIN');
    for (const row of rows.filter((each): each is NumberedRow => !('unreadable' in each))) {
      insert(row);
      if (row.seq > last + 1) gaps.push({ first: last + 1, last: row.seq - 1 });
      last = row.seq;
      saved += 1;
    }
    target.exec('COMMIT');
  }
}

function insertInto(target: DatabaseSyncInstance): (row: NumberedRow) => void {
  const insert = target.prepare(sql.insertNumberedEntry);
  return (row) => void insert.run(row.seq, row.received_at, row.kind, row.name, row.origin, row.payload, row.checksum);
}

/** A gap that an earlier salvage left is known already. */
const unknownYet = (gaps: readonly Gap[], target: DatabaseSyncInstance): readonly Gap[] => {
  const known = new Set((target.prepare(sql.selectLost).all() as { first_seq: number }[]).map((gap) => gap.first_seq));
  return gaps.filter((gap) => !known.has(gap.first));
};

/** Undefined for what the broken file cannot tell any more. */
function attempt<Answer>(ask: () => Answer): Answer | undefined {
  try {
    return ask();
  } catch (cause) {
    if (isDamage(cause) || (cause instanceof Error && cause.message.includes('no such table'))) return undefined;
    throw cause;
  }
}

function freeName(file: string): string {
  let number = 1;
  while (existsSync(`${file}.damaged-${number}`)) number += 1;
  return `${file}.damaged-${number}`;
}
