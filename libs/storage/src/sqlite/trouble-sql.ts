/** Raised when a column changes its meaning. The file is a projection: another format is thrown away and made from the journal. */
export const FORMAT_VERSION = 1;

/** NORMAL: what a power cut takes is read from the journal once more, since the mark goes with it. */
export const prepareFile = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
`;

/**
 * `unusable`: what came in and was of no use, in the order in which it came. `seq` is its place in the journal, absent for what
 * was refused at the door; `unread` tells what could not be read from what was read and failed; `partly` that the rest of its
 * message was understood. `doubt`: one row for each check that spoke against an observation. `mark`: up to which number of the
 * journal everything is entered, and how new the newest is that had to go for want of room.
 */
export const createTables = `
  CREATE TABLE IF NOT EXISTS unusable (
    n      INTEGER PRIMARY KEY AUTOINCREMENT,
    seq    INTEGER,
    at     INTEGER NOT NULL,
    topic  TEXT    NOT NULL,
    reason TEXT    NOT NULL,
    detail TEXT    NOT NULL,
    unread INTEGER NOT NULL,
    partly INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS unusable_once ON unusable (seq, reason, detail) WHERE seq IS NOT NULL;
  CREATE INDEX IF NOT EXISTS unusable_group ON unusable (unread, topic, reason, at);

  CREATE TABLE IF NOT EXISTS doubt (
    n               INTEGER PRIMARY KEY AUTOINCREMENT,
    seq             INTEGER NOT NULL,
    sensor          TEXT    NOT NULL,
    quantity        TEXT    NOT NULL,
    phenomenon_time INTEGER NOT NULL,
    received_at     INTEGER NOT NULL,
    value           REAL    NOT NULL,
    flag            INTEGER NOT NULL,
    check_name      TEXT    NOT NULL,
    detail          TEXT    NOT NULL,
    UNIQUE (sensor, quantity, phenomenon_time, check_name)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS doubt_group ON doubt (sensor, quantity, check_name, flag, phenomenon_time);

  CREATE TABLE IF NOT EXISTS mark (
    one           INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    entered_up_to INTEGER NOT NULL,
    trimmed_until INTEGER
  ) STRICT;
  INSERT OR IGNORE INTO mark VALUES (1, 0, NULL);

  PRAGMA user_version = ${FORMAT_VERSION};
`;

export const readFormatVersion = `PRAGMA user_version`;

export const insertUnusable = `
  INSERT INTO unusable (seq, at, topic, reason, detail, unread, partly) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (seq, reason, detail) WHERE seq IS NOT NULL DO NOTHING
`;

export const takeBackUnusable = `DELETE FROM unusable WHERE unread = 1 AND topic = ? AND reason = ? AND at = ? AND detail = ?`;

/** The earlier of two values stays, as in the store; what is thought of it may change. */
export const insertDoubt = `
  INSERT INTO doubt (seq, sensor, quantity, phenomenon_time, received_at, value, flag, check_name, detail)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (sensor, quantity, phenomenon_time, check_name)
  DO UPDATE SET flag = excluded.flag, detail = excluded.detail WHERE value = excluded.value
`;

/** What is said of an observation now takes away what was said of it before: other checks, and all that was said of another value. */
export const takeBackDoubts = `
  DELETE FROM doubt
   WHERE sensor = ? AND quantity = ? AND phenomenon_time = ?
     AND (value <> ? OR check_name NOT IN (SELECT value FROM json_each(?)))
`;

export const readMark = `SELECT entered_up_to, trimmed_until FROM mark`;
export const moveMark = `UPDATE mark SET entered_up_to = MAX(entered_up_to, ?)`;
export const noteTrimmed = `UPDATE mark SET trimmed_until = MAX(COALESCE(trimmed_until, ?1), ?1)`;

/** The newest arrival among the rows below a number, which are the next to go. */
export const newestUnusableBelow = `SELECT MAX(at) AS at FROM unusable WHERE n <= ?`;
export const newestDoubtBelow = `SELECT MAX(received_at) AS at FROM doubt WHERE n <= ?`;
export const trimUnusable = `DELETE FROM unusable WHERE n <= ?`;
export const trimDoubts = `DELETE FROM doubt WHERE n <= ?`;
export const lastUnusable = `SELECT MAX(n) AS n FROM unusable`;
export const lastDoubt = `SELECT MAX(n) AS n FROM doubt`;

export const forgetUnusable = `DELETE FROM unusable WHERE seq <= ?`;
export const forgetRefused = `DELETE FROM unusable WHERE seq IS NULL AND at <= ?`;
export const forgetDoubts = `DELETE FROM doubt WHERE seq <= ?`;

export const selectUnusable = `
  SELECT n, seq, at, topic, reason, detail
    FROM unusable
   WHERE n < ?1 AND (?2 IS NULL OR reason = ?2) AND (?3 IS NULL OR topic = ?3)
   ORDER BY n DESC
   LIMIT ?4
`;

/** Most recent first; \`n\` is the newest of the group. */
export const selectUnreadGroups = `
  SELECT topic, reason, COUNT(*) AS count, MIN(at) AS first_at, MAX(at) AS last_at, MAX(n) AS n
    FROM unusable
   WHERE unread = 1 AND (?1 IS NULL OR reason = ?1) AND (?2 IS NULL OR instr(lower(topic), ?2) > 0)
   GROUP BY topic, reason
   ORDER BY last_at DESC, topic, reason
`;

export const selectUnusableByNumber = `SELECT n, seq, at, topic, reason, detail FROM unusable WHERE n = ?`;

export const selectDoubts = `
  SELECT n, sensor, quantity, phenomenon_time, received_at, value, flag, check_name, detail
    FROM doubt
   WHERE n < ?1 AND (?2 IS NULL OR sensor = ?2) AND (?3 IS NULL OR check_name = ?3) AND (?4 IS NULL OR flag = ?4)
     AND (?5 IS NULL OR phenomenon_time > ?5)
   ORDER BY n DESC
   LIMIT ?6
`;

export const selectDoubtGroups = `
  SELECT sensor, quantity, check_name, flag, COUNT(*) AS count, MIN(phenomenon_time) AS first_at, MAX(phenomenon_time) AS last_at, MAX(n) AS n
    FROM doubt
   WHERE (?1 IS NULL OR sensor = ?1) AND (?2 IS NULL OR check_name = ?2) AND (?3 IS NULL OR phenomenon_time > ?3)
   GROUP BY sensor, quantity, check_name, flag
   ORDER BY flag DESC, last_at DESC, sensor, check_name
`;

export const selectDoubtByNumber = `
  SELECT n, sensor, quantity, phenomenon_time, received_at, value, flag, check_name, detail FROM doubt WHERE n = ?
`;

/** Messages of which something could not be read, in the journal's order. */
export const selectUnreadMessages = `
  SELECT seq, MAX(partly) AS partly
    FROM unusable
   WHERE seq > ? AND seq <= ? AND unread = 1
   GROUP BY seq
   ORDER BY seq
   LIMIT ?
`;

export const countUnreadMessages = `SELECT COUNT(DISTINCT seq) AS count FROM unusable WHERE unread = 1 AND seq IS NOT NULL`;
export const selectUnreadOf = `SELECT n, seq, at, topic, reason, detail FROM unusable WHERE seq = ? AND unread = 1`;
export const deleteUnreadOf = `DELETE FROM unusable WHERE seq = ? AND unread = 1`;
