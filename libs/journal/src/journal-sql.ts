/** Raised when a column changes its meaning; a file with a higher number was written by a newer Voldgrav. */
export const FORMAT_VERSION = 1;

/**
 * FULL makes every commit reach the disk before it is acknowledged (operations.md §0 decision 1; NORMAL may lose the last
 * commits at a power cut, F25). The limit gives disk back after a flood: a WAL file otherwise stays as long as it once was.
 */
export const prepareFile = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA journal_size_limit = 16777216;
`;

/**
 * AUTOINCREMENT, so that the number of a row that was dropped is never given out again: cursors point at numbers.
 * `dropped` tells up to where rows were let go of on purpose and when the newest of them had come; `lost` which numbers
 * were in a damaged file and could not be read out of it again.
 */
export const createTables = `
  CREATE TABLE IF NOT EXISTS entry (
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    received_at INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    origin      TEXT    NOT NULL,
    payload     BLOB    NOT NULL,
    checksum    INTEGER NOT NULL
  ) STRICT;

  CREATE INDEX IF NOT EXISTS entry_town ON entry (seq) WHERE kind = 'town';

  CREATE TABLE IF NOT EXISTS cursor (
    name TEXT    NOT NULL PRIMARY KEY,
    seq  INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS dropped (
    one                INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    until_seq          INTEGER NOT NULL,
    newest_received_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS lost (
    first_seq INTEGER NOT NULL PRIMARY KEY,
    last_seq  INTEGER NOT NULL
  ) STRICT;
`;

export const readFormatVersion = `PRAGMA user_version`;

export const writeFormatVersion = `PRAGMA user_version = ${FORMAT_VERSION}`;

const COLUMNS = 'seq, received_at, kind, name, origin, payload, checksum';

/** Several rows in one statement cost two thirds of one statement each: 1.9 against 3.1 µs a row, measured with ten. */
export const insertEntries = (rows: number): string => `
  INSERT INTO entry (received_at, kind, name, origin, payload, checksum)
  VALUES ${new Array(rows).fill('(?, ?, ?, ?, ?, ?)').join(', ')}
`;

/** For a copy, which keeps every row's number. */
export const insertNumberedEntry = `
  INSERT INTO entry (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)
`;

export const selectEntriesAfter = `
  SELECT ${COLUMNS}
    FROM entry
   WHERE seq > ? AND seq <= ?
   ORDER BY seq
   LIMIT ?
`;

export const selectEntry = `SELECT ${COLUMNS} FROM entry WHERE seq = ?`;

export const selectLatestTown = `
  SELECT ${COLUMNS} FROM entry WHERE kind = 'town' ORDER BY seq DESC LIMIT 1
`;

/** The town that was in force at a row. */
export const selectTownUntil = `
  SELECT ${COLUMNS} FROM entry WHERE kind = 'town' AND seq <= ? ORDER BY seq DESC LIMIT 1
`;

export const selectReceivedAtOrAfter = `
  SELECT seq, received_at FROM entry WHERE seq >= ? ORDER BY seq LIMIT 1
`;

/** From SQLite's own count, which outlives the rows. */
export const selectLastSeq = `
  SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'entry'), 0) AS seq
`;

export const setLastSeq = `UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'entry'`;
export const insertLastSeq = `
  INSERT INTO sqlite_sequence (name, seq)
  SELECT 'entry', ? WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'entry')
`;

export const selectCursor = `SELECT seq FROM cursor WHERE name = ?`;
export const selectCursors = `SELECT name, seq FROM cursor`;

export const upsertCursor = `
  INSERT INTO cursor (name, seq) VALUES (?, ?)
  ON CONFLICT (name) DO UPDATE SET seq = excluded.seq
`;

export const selectDropped = `SELECT until_seq, newest_received_at FROM dropped`;

export const upsertDropped = `
  INSERT INTO dropped (one, until_seq, newest_received_at) VALUES (1, ?, ?)
  ON CONFLICT (one) DO UPDATE SET until_seq = excluded.until_seq,
                                  newest_received_at = max(newest_received_at, excluded.newest_received_at)
`;

/** The oldest rows there are, up to a number, so many at most: where they end, how many, and when the newest had come. */
export const selectOldest = `
  SELECT max(seq) AS until_seq, max(received_at) AS newest_received_at, count(*) AS rows
    FROM (SELECT seq, received_at FROM entry WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?)
`;

/** The town that the oldest kept row was written under stays, or a replay would not know what it is looking at. */
export const deleteUntil = `
  DELETE FROM entry
   WHERE seq <= ?1
     AND seq <> coalesce((SELECT max(seq) FROM entry WHERE kind = 'town' AND seq <= ?1), 0)
`;

export const insertLost = `INSERT INTO lost (first_seq, last_seq) VALUES (?, ?)`;
export const selectLost = `SELECT first_seq, last_seq FROM lost ORDER BY first_seq`;

export const readPageCount = `PRAGMA page_count`;
export const readFreePages = `PRAGMA freelist_count`;
export const readPageSize = `PRAGMA page_size`;
