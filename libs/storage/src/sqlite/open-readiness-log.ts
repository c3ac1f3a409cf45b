import { existsSync, renameSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { type Instant, instant } from '@voldgrav/hydrology';

/** What was told of one catchment at one moment. */
export interface ToldReadiness {
  readonly catchment: string;
  readonly at: Instant;
  /** All of the answer, as JSON. */
  readonly answer: string;
}

/** What was told of the catchments' readiness, for longer than the sensors' words are at hand. */
export interface ReadinessLog {
  /** Of two for the same catchment and moment the first one stays. */
  enter(told: readonly ToldReadiness[]): void;
  /** What was told in [from, to), in time order: all of it, or `most` of it spread over the span. */
  between(catchment: string, from: Instant, to: Instant, most: number): readonly ToldReadiness[];
  /** The newest of what was told of a catchment by `until` that is as wanted. */
  newest(catchment: string, until: Instant, isWanted: (answer: string) => boolean): ToldReadiness | undefined;
  forgetBefore(at: Instant): void;
  close(): void;
}

const FORMAT_VERSION = 1;
const LOCK_PATIENCE = 50;

// NORMAL: a power cut may take the last minutes, which are told anew from the sensors' words.
const PREPARE = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA user_version = ${FORMAT_VERSION};
  CREATE TABLE IF NOT EXISTS told (
    catchment TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    answer    TEXT    NOT NULL,
    PRIMARY KEY (catchment, at)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS told_at ON told (at);
`;

/**
 * Opens the log, and makes it when there is none; the folder must exist. A file that cannot be read, or of another format, is
 * set aside under `<file>.unreadable`, since nothing else holds what was told.
 */
export function openReadinessLog({ file }: { readonly file: string }): ReadinessLog {
  const database = openFile(file);
  const insert = database.prepare('INSERT OR IGNORE INTO told (catchment, at, answer) VALUES (?, ?, ?)');
  const moments = database.prepare('SELECT at FROM told WHERE catchment = ? AND at >= ? AND at < ? ORDER BY at');
  const one = database.prepare('SELECT answer FROM told WHERE catchment = ? AND at = ?');
  const newestFirst = database.prepare('SELECT at, answer FROM told WHERE catchment = ? AND at <= ? ORDER BY at DESC');
  const forget = database.prepare('DELETE FROM told WHERE at < ?');
  return {
    enter(told) {
      database.exec('BEGIN IMMEDIATE');
      try {
        for (const { catchment, at, answer } of told) insert.run(catchment, at, answer);
        database.exec('COMMIT');
      } catch (cause) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw cause;
      }
    },
    between(catchment, from, to, most) {
      const all = (moments.all(catchment, from, to) as { at: number }[]).map(({ at }) => instant(at));
      return spread(all, most).map((at) => ({ catchment, at, answer: answerOf(one, catchment, at) }));
    },
    newest(catchment, until, isWanted) {
      for (const { at, answer } of newestFirst.iterate(catchment, until) as Iterable<{ at: number; answer: string }>) {
        if (isWanted(answer)) return { catchment, at: instant(at), answer };
      }
      return undefined;
    },
    forgetBefore: (at) => void forget.run(at),
    close: () => database.close(),
  };
}

const answerOf = (one: StatementSyncInstance, catchment: string, at: Instant): string => (one.get(catchment, at) as { answer: string }).answer;

/** The first, the last, and evenly of what lies between. */
function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, index) => items[Math.round((index * (items.length - 1)) / Math.max(1, most - 1))]!);
}

function openFile(file: string): DatabaseSyncInstance {
  try {
    return prepared(file);
  } catch {
    for (const ending of ['', '-wal', '-shm']) if (existsSync(file + ending)) renameSync(file + ending, `${file}.unreadable${ending}`);
    return prepared(file);
  }
}

function prepared(file: string): DatabaseSyncInstance {
  const database = new DatabaseSync(file, { timeout: LOCK_PATIENCE });
  try {
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version !== 0 && version !== FORMAT_VERSION) throw new Error(`it has format ${version}`);
    database.exec(PREPARE);
    return database;
  } catch (cause) {
    database.close();
    throw new Error(`Could not open the readiness history ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
