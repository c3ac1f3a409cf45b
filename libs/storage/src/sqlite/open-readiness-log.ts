import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { type Instant, instant } from '@voldgrav/hydrology';
import { openOrSetAside } from './open-or-set-aside.ts';

/** What was told of one catchment at one moment. */
export interface ToldReadiness {
  readonly catchment: string;
  readonly at: Instant;
  /** All of the answer, as JSON. */
  readonly answer: string;
}

/** What is told now. */
export interface NewReadiness extends ToldReadiness {
  /** It tells another thing than what was told before: it stays when its neighbours are thinned out. */
  readonly isTurn: boolean;
}

/** What was told of the catchments' readiness, for longer than the sensors' words are at hand. */
export interface ReadinessLog {
  /** Of two for the same catchment and moment the first one stays. */
  enter(told: readonly NewReadiness[]): void;
  /** What was told in [from, to), in time order: all of it, or `most` of it spread over the span. */
  between(catchment: string, from: Instant, to: Instant, most: number): readonly ToldReadiness[];
  /** The newest of what was told of a catchment by `until` that is as wanted. */
  newest(catchment: string, until: Instant, isWanted: (answer: string) => boolean): ToldReadiness | undefined;
  /** Of what was told before, the first of each hour and the turns stay. */
  thinBefore(at: Instant): void;
  forgetBefore(at: Instant): void;
  /** Lets the oldest go until what is left takes no more than so many bytes. */
  keepWithin(bytes: number): void;
  /** Bytes that what was told takes in the file; what was let go is used again. */
  readonly bytes: number;
  close(): void;
}

const FORMAT_VERSION = 2;
const LOCK_PATIENCE = 50;
/** What `keepWithin` lets go at a time, as a share of the rows. */
const AT_ONCE = 1 / 20;

// NORMAL: a power cut may take the last minutes, which are told anew from the sensors' words. Answers are much alike: the first one is the dictionary of those
// that follow. Those of format 1 are not packed, and count as turns, since nobody noted what they were.
const PREPARE = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS told (
    catchment TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    answer    TEXT    NOT NULL,
    PRIMARY KEY (catchment, at)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS told_at ON told (at);
`;
const TO_FORMAT_2 = `
  BEGIN IMMEDIATE;
  ALTER TABLE told ADD COLUMN packed BLOB;
  ALTER TABLE told ADD COLUMN turn INTEGER NOT NULL DEFAULT 1;
  CREATE TABLE kept (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), dictionary BLOB, thinned_until INTEGER NOT NULL) STRICT;
  INSERT INTO kept VALUES (1, NULL, 0);
  PRAGMA user_version = ${FORMAT_VERSION};
  COMMIT;
`;
const THIN = `
  DELETE FROM told WHERE at >= ? AND at < ? AND turn = 0 AND EXISTS (
    SELECT 1 FROM told AS earlier WHERE earlier.catchment = told.catchment AND earlier.at < told.at AND earlier.at >= told.at - told.at % 3600000
  )
`;

interface Row {
  readonly at: number;
  readonly answer: string;
  readonly packed: Uint8Array | null;
}

/**
 * Opens the log, and makes it when there is none; the folder must exist. A file that cannot be read, or of a format that is not known, is
 * set aside under `<file>.unreadable`, since nothing else holds what was told.
 */
export function openReadinessLog({ file }: { readonly file: string }): ReadinessLog {
  const database = openOrSetAside(file, prepared);
  const insert = database.prepare("INSERT OR IGNORE INTO told (catchment, at, answer, packed, turn) VALUES (?, ?, '', ?, ?)");
  const moments = database.prepare('SELECT at FROM told WHERE catchment = ? AND at >= ? AND at < ? ORDER BY at');
  const one = database.prepare('SELECT at, answer, packed FROM told WHERE catchment = ? AND at = ?');
  const newestFirst = database.prepare('SELECT at, answer, packed FROM told WHERE catchment = ? AND at <= ? ORDER BY at DESC');
  const forget = database.prepare('DELETE FROM told WHERE at < ?');
  let dictionary = (database.prepare('SELECT dictionary FROM kept').get() as { dictionary: Uint8Array | null }).dictionary ?? undefined;

  function pack(answer: string): Uint8Array {
    if (dictionary === undefined) database.prepare('UPDATE kept SET dictionary = ?').run((dictionary = Buffer.from(answer)));
    return deflateRawSync(answer, { dictionary });
  }
  const answerOf = ({ answer, packed }: Row): string => (packed === null ? answer : inflateRawSync(packed, dictionary === undefined ? {} : { dictionary }).toString('utf8'));
  const pragma = (name: string): number => (database.prepare(`PRAGMA ${name}`).get() as Record<string, number>)[name] ?? 0;
  const log: ReadinessLog = {
    enter(told) {
      database.exec('BEGIN IMMEDIATE');
      try {
        for (const { catchment, at, answer, isTurn } of told) insert.run(catchment, at, pack(answer), Number(isTurn));
        database.exec('COMMIT');
      } catch (cause) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw cause;
      }
    },
    between(catchment, from, to, most) {
      const all = (moments.all(catchment, from, to) as { at: number }[]).map(({ at }) => instant(at));
      return spread(all, most).map((at) => ({ catchment, at, answer: answerOf(one.get(catchment, at) as unknown as Row) }));
    },
    newest(catchment, until, isWanted) {
      for (const row of newestFirst.iterate(catchment, until) as unknown as Iterable<Row>) {
        const answer = answerOf(row);
        if (isWanted(answer)) return { catchment, at: instant(row.at), answer };
      }
      return undefined;
    },
    thinBefore(at) {
      const { thinned_until: from } = database.prepare('SELECT thinned_until FROM kept').get() as { thinned_until: number };
      if (from >= at) return;
      database.prepare(THIN).run(from, at);
      database.prepare('UPDATE kept SET thinned_until = ?').run(at);
    },
    forgetBefore: (at) => void forget.run(at),
    keepWithin(bytes) {
      while (log.bytes > bytes) {
        const { rows } = database.prepare('SELECT count(*) AS rows FROM told').get() as { rows: number };
        if (rows === 0) return;
        const oldest = database.prepare('SELECT at FROM told ORDER BY at LIMIT 1 OFFSET ?').get(Math.floor(rows * AT_ONCE)) as { at: number };
        forget.run(oldest.at + 1);
      }
    },
    get bytes() {
      return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
    },
    close: () => database.close(),
  };
  return log;
}

/** The first, the last, and evenly of what lies between. */
function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, index) => items[Math.round((index * (items.length - 1)) / Math.max(1, most - 1))]!);
}

function prepared(file: string): DatabaseSyncInstance {
  const database = new DatabaseSync(file, { timeout: LOCK_PATIENCE });
  try {
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version > FORMAT_VERSION) throw new Error(`it has format ${version}`);
    database.exec(PREPARE);
    if (version < FORMAT_VERSION) database.exec(TO_FORMAT_2);
    return database;
  } catch (cause) {
    database.close();
    throw new Error(`Could not open the readiness history ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
