import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { type Instant, instant } from '@voldgrav/hydrology';
import type { ObservationArchive } from '@voldgrav/pipeline';
import type { CheckResult, Flag, Observation } from '@voldgrav/quality';
import type { Quantity, Reading } from '@voldgrav/reading';
import { assertStorable } from '../assert-storable.ts';
import { exactly } from './exactly.ts';
import * as sql from './observation-sql.ts';

/** The embedded store: nothing to install, one file. */
export interface SqliteArchive extends ObservationArchive {
  /** Lets go of every observation that was received at `since` or later, for a rebuild; gives how many. */
  forgetReceivedSince(since: Instant): number;
  close(): void;
}

interface ObservationRow {
  readonly phenomenon_time: number;
  readonly value: number;
  readonly received_at: number;
  readonly time_from: Reading['timeFrom'];
  readonly flag: Flag;
  readonly checks: string | null;
}

/**
 * Milliseconds to wait for another process that holds the write lock, such as a backup. The event loop stands still meanwhile, so
 * it is short: who writes here tries again by itself, and pings and ticks must not wait for a store that is down.
 */
const LOCK_PATIENCE = 50;

/**
 * Opens the store, and makes it when there is none; the folder must exist. Throws when the file is no store of ours or was
 * written by a newer version. Its methods reject, saying what was being done, when the file cannot be written or read.
 *
 * SQLite answers within the call, so a promise here never waits; they are promises because other stores are across a network.
 */
export function openSqliteArchive({ file }: { readonly file: string }): SqliteArchive {
  const database = openFile(file);
  const selectSeries = database.prepare(sql.selectSeries);
  const insertSeries = database.prepare(sql.insertSeries);
  const insertObservation = database.prepare(sql.insertObservation);
  const selectRange = database.prepare(sql.selectRange);
  const selectLatest = database.prepare(sql.selectLatest);
  const knownSeries = new Map<Quantity, Map<string, number>>();

  function seriesOf({ sensor, quantity }: Pick<Observation, 'sensor' | 'quantity'>): number | undefined {
    const known = knownSeries.get(quantity)?.get(sensor);
    if (known !== undefined) return known;
    const id = (selectSeries.get(sensor, quantity) as { id: number } | undefined)?.id;
    if (id !== undefined) remember(sensor, quantity, id);
    return id;
  }

  function remember(sensor: string, quantity: Quantity, id: number): void {
    const ids = knownSeries.get(quantity) ?? new Map<string, number>();
    knownSeries.set(quantity, ids.set(sensor, id));
  }

  function newSeries({ sensor, quantity }: Observation): number {
    const id = Number(insertSeries.run(sensor, quantity).lastInsertRowid);
    remember(sensor, quantity, id);
    return id;
  }

  function write(observations: readonly Observation[]): void {
    database.exec('BEGIN IMMEDIATE');
    const rows = observations.map((observation) => ({ series: seriesOf(observation) ?? newSeries(observation), observation }));
    // In the order of the file, so that each of its pages is visited once. The sort is stable: of two for one instant the earlier comes first.
    rows.sort((one, other) => one.series - other.series || one.observation.phenomenonTime - other.observation.phenomenonTime);
    for (const { series, observation: o } of rows) {
      const checks = o.checks.length === 0 ? null : JSON.stringify(o.checks);
      insertObservation.run(series, o.phenomenonTime, exactly(o.value), o.receivedAt, o.timeFrom, o.flag, checks);
    }
    database.exec('COMMIT');
  }

  return {
    async append(observations) {
      observations.forEach(assertStorable);
      if (observations.length === 0) return;
      try {
        write(observations);
      } catch (cause) {
        // A series numbered in the transaction that failed does not exist.
        knownSeries.clear();
        if (database.isTransaction) database.exec('ROLLBACK');
        throw new Error(`Could not write ${observations.length} observations to ${file}: ${reasonOf(cause)}`, { cause });
      }
    },
    async range({ sensor, quantity, window }) {
      const series = seriesOf({ sensor, quantity });
      if (series === undefined) return [];
      const rows = selectRange.all(series, window.after, window.until) as ObservationRow[];
      return rows.map((row) => observationOf(row, sensor, quantity));
    },
    async latest(sensor, quantity) {
      const series = seriesOf({ sensor, quantity });
      const row = series === undefined ? undefined : (selectLatest.get(series) as ObservationRow | undefined);
      return row && observationOf(row, sensor, quantity);
    },
    forgetReceivedSince(since) {
      return Number(database.prepare(sql.deleteReceivedSince).run(since).changes);
    },
    close() {
      try {
        // The driver lets go of the file only when the last statement has been collected: tidied by hand for who reads it next.
        database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } catch (cause) {
        // A full disk, or a broken file: the write-ahead file stays beside it, and the next opening takes it up.
        if (!(cause instanceof Error)) throw cause;
      }
      database.close();
    },
  };
}

const observationOf = (row: ObservationRow, sensor: string, quantity: Quantity): Observation => ({
  sensor,
  quantity,
  value: row.value,
  phenomenonTime: instant(row.phenomenon_time),
  receivedAt: instant(row.received_at),
  timeFrom: row.time_from,
  flag: row.flag,
  checks: row.checks === null ? [] : (JSON.parse(row.checks) as readonly CheckResult[]),
});

function openFile(file: string): DatabaseSyncInstance {
  const database = new DatabaseSync(file, { timeout: LOCK_PATIENCE });
  try {
    const { user_version: version } = database.prepare(sql.readFormatVersion).get() as { user_version: number };
    if (version > sql.FORMAT_VERSION) {
      throw new Error(`it has format ${version}, and this Voldgrav knows formats up to ${sql.FORMAT_VERSION}`);
    }
    database.exec(sql.prepareFile);
    database.exec(sql.createTables);
    return database;
  } catch (cause) {
    database.close();
    throw new Error(`Could not open the observation store ${file}: ${reasonOf(cause)}`, { cause });
  }
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
