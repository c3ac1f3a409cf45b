import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { instant } from '@voldgrav/hydrology';
import type { DutyLog, DutyNote } from './duty-log.ts';
import { openOrSetAside } from './open-or-set-aside.ts';

const FORMAT_VERSION = 1;
const LOCK_PATIENCE = 50;

// FULL: what somebody wrote is in the journal too, but the journal lets go of it after a month.
const PREPARE = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA user_version = ${FORMAT_VERSION};
  CREATE TABLE IF NOT EXISTS note (
    seq          INTEGER NOT NULL PRIMARY KEY,
    at           INTEGER NOT NULL,
    written_at   INTEGER NOT NULL,
    by           TEXT    NOT NULL,
    organisation TEXT,
    storm        TEXT,
    text         TEXT    NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS note_storm ON note (storm, at);
  CREATE TABLE IF NOT EXISTS mark (
    one           INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    entered_up_to INTEGER NOT NULL
  ) STRICT;
  INSERT OR IGNORE INTO mark VALUES (1, 0);
`;

const COLUMNS = 'seq, at, written_at, by, organisation, storm, text';

interface NoteRow {
  readonly seq: number;
  readonly at: number;
  readonly written_at: number;
  readonly by: string;
  readonly organisation: string | null;
  readonly storm: string | null;
  readonly text: string;
}

/**
 * Opens the duty log, and makes it when there is none; the folder must exist. A file that cannot be read, or of another format, is
 * set aside under `<file>.unreadable`: the journal holds only the last of what was in it.
 */
export function openDutyLog({ file }: { readonly file: string }): DutyLog {
  const database = openOrSetAside(file, prepared);
  const insert = database.prepare(`INSERT OR IGNORE INTO note (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const moveMark = database.prepare('UPDATE mark SET entered_up_to = MAX(entered_up_to, ?)');
  const selectPage = database.prepare(`SELECT ${COLUMNS} FROM note WHERE seq < ?1 AND (?2 IS NULL OR storm = ?2) ORDER BY seq DESC LIMIT ?3`);
  const selectStorm = database.prepare(`SELECT ${COLUMNS} FROM note WHERE storm = ? ORDER BY at, seq`);
  const readMark = database.prepare('SELECT entered_up_to FROM mark');
  return {
    get enteredUpTo() {
      return (readMark.get() as { entered_up_to: number }).entered_up_to;
    },
    enter(notes, upTo) {
      database.exec('BEGIN IMMEDIATE');
      try {
        for (const { seq, at, writtenAt, by, organisation, storm, text } of notes) insert.run(seq, at, writtenAt, by, organisation ?? null, storm ?? null, text);
        if (upTo !== undefined) moveMark.run(upTo);
        database.exec('COMMIT');
      } catch (cause) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw cause;
      }
    },
    page({ storm, before = Number.MAX_SAFE_INTEGER, limit }) {
      const rows = selectPage.all(before, storm ?? null, limit + 1) as NoteRow[];
      const notes = rows.slice(0, limit).map(noteOf);
      return { notes, before: rows.length > limit ? notes.at(-1)?.seq : undefined };
    },
    ofStorm: (storm) => (selectStorm.all(storm) as NoteRow[]).map(noteOf),
    close: () => database.close(),
  };
}

const noteOf = ({ seq, at, written_at, by, organisation, storm, text }: NoteRow): DutyNote => ({
  seq, at: instant(at), writtenAt: instant(written_at), by, text,
  ...(organisation === null ? {} : { organisation }),
  ...(storm === null ? {} : { storm }),
});

function prepared(file: string): DatabaseSyncInstance {
  const database = new DatabaseSync(file, { timeout: LOCK_PATIENCE });
  try {
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version !== 0 && version !== FORMAT_VERSION) throw new Error(`it has format ${version}`);
    database.exec(PREPARE);
    return database;
  } catch (cause) {
    database.close();
    throw new Error(`Could not open the duty log ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
