/** Raised when a column changes its meaning; a file with a higher number was written by a newer Voldgrav. */
export const FORMAT_VERSION = 1;

/**
 * FULL makes every commit reach the disk before it is acknowledged (operations.md §0 decision 1; NORMAL may lose the last
 * commits at a power cut, F25).
 */
export const prepareFile = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
`;

/**
 * AUTOINCREMENT, so that the number of a row that was pruned is never given out again: cursors point at numbers.
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

  CREATE TABLE IF NOT EXISTS cursor (
    name TEXT    NOT NULL PRIMARY KEY,
    seq  INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  PRAGMA user_version = ${FORMAT_VERSION};
`;

export const readFormatVersion = `PRAGMA user_version`;

export const insertEntry = `
  INSERT INTO entry (received_at, kind, name, origin, payload, checksum)
  VALUES (?, ?, ?, ?, ?, ?)
`;

export const selectEntriesAfter = `
  SELECT seq, received_at, kind, name, origin, payload, checksum
    FROM entry
   WHERE seq > ?
   ORDER BY seq
   LIMIT ?
`;

/** From SQLite's own count, which outlives the rows. */
export const selectLastSeq = `
  SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'entry'), 0) AS seq
`;

export const selectCursor = `SELECT seq FROM cursor WHERE name = ?`;

export const upsertCursor = `
  INSERT INTO cursor (name, seq) VALUES (?, ?)
  ON CONFLICT (name) DO UPDATE SET seq = excluded.seq
`;
