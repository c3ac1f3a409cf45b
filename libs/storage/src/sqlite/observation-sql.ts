/** Raised when a column changes its meaning. The file is a projection: a newer format is made by rebuilding from the journal. */
export const FORMAT_VERSION = 2;

/**
 * NORMAL may lose the last commits at a power cut, but never the order of the file (operations.md F25). That is enough here:
 * the journal has every message on the disk before it is acknowledged, and its cursor lets us write the last ones again.
 *
 * A batch touches a page for each series, and the same pages again in the next one. So there is room for the pages of some
 * thousand series (12 MB), and they are copied from the log to the file once in 8,000 pages, not in 1,000: measured with 1,000
 * series, 4.8 against 14 µs a row, then with 32 MB. With 1,000 and 10,000 sensors at 20,000 and 5,000 msg/s that much more room made no
 * difference that could be told from that between two runs.
 */
export const prepareFile = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA cache_size = -12000;
  PRAGMA wal_autocheckpoint = 8000;
`;

/** Format 1 knew neither revisions nor judgements. Rollups of what it holds are made as it is told again, or by a rebuild. */
export const fromFormat1 = `
  ALTER TABLE observation ADD COLUMN revision INTEGER;
  ALTER TABLE observation ADD COLUMN judgement INTEGER;
`;

/**
 * Keyed by (series, time) with no row number of its own, so that a range of one series lies in one piece of the file. Series
 * are numbered to keep that key short. \`checks\` is JSON, and NULL for the many that passed every check.
 */
export const createTables = `
  CREATE TABLE IF NOT EXISTS series (
    id       INTEGER PRIMARY KEY,
    sensor   TEXT NOT NULL,
    quantity TEXT NOT NULL,
    UNIQUE (sensor, quantity)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS observation (
    series          INTEGER NOT NULL,
    phenomenon_time INTEGER NOT NULL,
    value           REAL    NOT NULL,
    received_at     INTEGER NOT NULL,
    time_from       TEXT    NOT NULL,
    flag            INTEGER NOT NULL,
    checks          TEXT,
    revision        INTEGER,
    judgement       INTEGER,
    PRIMARY KEY (series, phenomenon_time)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS rollup (
    series     INTEGER NOT NULL,
    resolution INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL,
    min        REAL    NOT NULL,
    max        REAL    NOT NULL,
    last       REAL    NOT NULL,
    sum        REAL    NOT NULL,
    count      INTEGER NOT NULL,
    flag       INTEGER NOT NULL,
    PRIMARY KEY (series, resolution, ends_at)
  ) STRICT, WITHOUT ROWID;

  PRAGMA user_version = ${FORMAT_VERSION};
`;

export const readFormatVersion = `PRAGMA user_version`;

export const selectSeries = `SELECT id FROM series WHERE sensor = ? AND quantity = ?`;

export const selectAllSeries = `SELECT id, sensor, quantity FROM series ORDER BY id`;

export const insertSeries = `INSERT INTO series (sensor, quantity) VALUES (?, ?)`;

const COLUMNS = 'phenomenon_time, value, received_at, time_from, flag, checks, revision, judgement';

/** Several rows in one statement cost less than one statement each. */
export const upsertObservations = (rows: number): string => `
  INSERT OR REPLACE INTO observation (series, ${COLUMNS})
  VALUES ${new Array(rows).fill('(?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}
`;

export const selectRange = `
  SELECT ${COLUMNS}
    FROM observation
   WHERE series = ? AND phenomenon_time > ? AND phenomenon_time <= ?
   ORDER BY phenomenon_time
`;

export const selectLatest = `
  SELECT ${COLUMNS}
    FROM observation
   WHERE series = ?
   ORDER BY phenomenon_time DESC
   LIMIT 1
`;

export const selectEarliest = `SELECT min(phenomenon_time) AS at FROM observation WHERE series = ?`;

export const deleteRange = `DELETE FROM observation WHERE series = ? AND phenomenon_time > ? AND phenomenon_time <= ?`;
export const deleteUntil = `DELETE FROM observation WHERE series = ? AND phenomenon_time <= ?`;

export const upsertRollup = `
  INSERT OR REPLACE INTO rollup (series, resolution, ends_at, min, max, last, sum, count, flag)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
`;

export const selectRollups = `
  SELECT ends_at, min, max, last, sum, count, flag
    FROM rollup
   WHERE series = ? AND resolution = ? AND ends_at > ? AND ends_at <= ?
   ORDER BY ends_at
`;

/**
 * Rollups joined into coarser windows: series, resolution, after, until, and the length of a window in ms. In SQL, because a row costs
 * more on its way out than here. `rank` grows with how bad a flag is (flag.ts); the last value is looked up by its time.
 */
export const selectJoined = `
  SELECT joined.ends_at, joined.min, joined.max, rollup.last, joined.sum, joined.count, joined.rank
    FROM (
           SELECT (ends_at + ?5 - 1) / ?5 * ?5 AS ends_at, min(min) AS min, max(max) AS max, sum(sum) AS sum, sum(count) AS count,
                  max(CASE flag WHEN 9 THEN 0 WHEN 2 THEN 1 WHEN 1 THEN 2 WHEN 3 THEN 3 ELSE 4 END) AS rank, max(ends_at) AS last_at
             FROM rollup
            WHERE series = ?1 AND resolution = ?2 AND ends_at > ?3 AND ends_at <= ?4
            GROUP BY 1
         ) AS joined
    JOIN rollup ON rollup.series = ?1 AND rollup.resolution = ?2 AND rollup.ends_at = joined.last_at
   ORDER BY 1
`;

export const deleteRollup = `DELETE FROM rollup WHERE series = ? AND resolution = ? AND ends_at = ?`;
export const deleteRollupsUntil = `DELETE FROM rollup WHERE series = ? AND resolution = ? AND ends_at <= ?`;
