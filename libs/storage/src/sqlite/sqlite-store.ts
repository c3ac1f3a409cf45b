import { type Instant, instant, SECOND } from '@voldgrav/hydrology';
import type { ObservationQuery, RollupQuery, Series } from '@voldgrav/pipeline';
import { type CheckResult, type Flag, flagOfRank, type Observation } from '@voldgrav/quality';
import type { Reading } from '@voldgrav/reading';
import type { Rollup } from '@voldgrav/rollup';
import { archiveOver, type ArchiveOptions, type KeptArchive } from '../archive/archive-over.ts';
import type { ObservationStore } from '../archive/observation-store.ts';
import { exactly } from './exactly.ts';
import { NumberedSeries } from './numbered-series.ts';
import * as sql from './observation-sql.ts';
import { closeObservationFile, openObservationFile, reasonOf } from './open-observation-file.ts';

interface ObservationRow {
  readonly phenomenon_time: number;
  readonly value: number;
  readonly received_at: number;
  readonly time_from: Reading['timeFrom'];
  readonly flag: Flag;
  readonly checks: string | null;
  readonly revision: number | null;
  readonly judgement: number | null;
}

interface RollupRow extends Omit<Rollup, 'endsAt'> {
  readonly ends_at: number;
}

interface JoinedRow extends Omit<RollupRow, 'flag'> {
  readonly rank: number;
}

const ROWS_A_STATEMENT = 10;

/**
 * Opens the embedded store, and makes it when there is none: nothing to install, one file; the folder must exist. Throws when the
 * file is no store of ours or was written by a newer version. Its methods reject, saying what was being done, when the file cannot
 * be written or read.
 */
export const openSqliteArchive = ({ file, rawSince }: { readonly file: string } & ArchiveOptions): KeptArchive => archiveOver(sqliteStore(file), { rawSince });

/** SQLite answers within the call, so a promise here never waits; they are promises because other stores are across a network. */
function sqliteStore(file: string): ObservationStore {
  const database = openObservationFile(file);
  const numbered = new NumberedSeries(database);
  const upsertOne = database.prepare(sql.upsertObservations(1));
  const upsertSeveral = database.prepare(sql.upsertObservations(ROWS_A_STATEMENT));
  const selectRange = database.prepare(sql.selectRange);
  const selectLatest = database.prepare(sql.selectLatest);
  const upsertRollup = database.prepare(sql.upsertRollup);
  const selectRollups = database.prepare(sql.selectRollups);
  const selectJoined = database.prepare(sql.selectJoined);
  const deleteRollup = database.prepare(sql.deleteRollup);

  function inTransaction(what: string, work: () => void): void {
    try {
      database.exec('BEGIN IMMEDIATE');
      work();
      database.exec('COMMIT');
    } catch (cause) {
      numbered.doubt();
      if (database.isTransaction) database.exec('ROLLBACK');
      throw new Error(`Could not write ${what} to ${file}: ${reasonOf(cause)}`, { cause });
    }
  }

  function putAll(observations: readonly Observation[]): void {
    const rows = observations.map((observation) => ({ series: numbered.idFor(observation), observation }));
    // In the order of the file, so that each of its pages is visited once.
    rows.sort((one, other) => one.series - other.series || one.observation.phenomenonTime - other.observation.phenomenonTime);
    for (let from = 0; from < rows.length; ) {
      const isSeveral = from + ROWS_A_STATEMENT <= rows.length;
      const several = rows.slice(from, from + (isSeveral ? ROWS_A_STATEMENT : 1));
      (isSeveral ? upsertSeveral : upsertOne).run(...several.flatMap(({ series, observation }) => columnsOf(series, observation)));
      from += several.length;
    }
  }

  function range(query: ObservationQuery): readonly Observation[] {
    const series = numbered.idOf(query);
    if (series === undefined) return [];
    return (selectRange.all(series, query.window.after, query.window.until) as ObservationRow[]).map((row) => observationOf(row, query));
  }

  function latest(series: Series): Observation | undefined {
    const id = numbered.idOf(series);
    const row = id === undefined ? undefined : (selectLatest.get(id) as ObservationRow | undefined);
    return row && observationOf(row, series);
  }

  function rollupsOf(query: RollupQuery): readonly Rollup[] {
    const series = numbered.idOf(query);
    if (series === undefined) return [];
    if (query.joined !== undefined) {
      const rows = selectJoined.all(series, query.resolution, query.window.after, query.window.until, query.joined * SECOND) as JoinedRow[];
      return rows.map(joinedOf);
    }
    return (selectRollups.all(series, query.resolution, query.window.after, query.window.until) as RollupRow[]).map(rollupOf);
  }

  return {
    put: async (observations) => inTransaction(`${observations.length} observations`, () => putAll(observations)),
    ranges: async (queries) => queries.map(range),
    latest: async (series) => series.map(latest),
    async earliest(series) {
      const id = numbered.idOf(series);
      const at = id === undefined ? null : (database.prepare(sql.selectEarliest).get(id) as { at: number | null }).at;
      return at === null ? undefined : instant(at);
    },
    async putRollups(resolution, windows) {
      inTransaction('rollups', () => {
        for (const window of windows) {
          const id = numbered.idFor(window);
          for (const { endsAt, min, max, last, sum, count, flag } of window.rollups) {
            upsertRollup.run(id, resolution, endsAt, exactly(min), exactly(max), exactly(last), exactly(sum), count, flag);
          }
          for (const end of window.emptied) deleteRollup.run(id, resolution, end);
        }
      });
    },
    rollups: async (queries) => queries.map(rollupsOf),
    async forget(kept, until) {
      const [statement, ...words] = kept === 'observations' ? [sql.deleteUntil, until] : [sql.deleteRollupsUntil, kept, until];
      const forgetOne = database.prepare(statement);
      for (const { id } of numbered.all()) inTransaction('what was let go of', () => void forgetOne.run(id, ...(words as Instant[])));
    },
    async remove(query) {
      const series = numbered.idOf(query);
      if (series !== undefined) inTransaction('a removal', () => void database.prepare(sql.deleteRange).run(series, query.window.after, query.window.until));
    },
    series: async () => numbered.all().map(({ sensor, quantity }) => ({ sensor, quantity })),
    reachable: async () => inTransaction('anything', () => undefined),
    close: () => closeObservationFile(database),
  };
}

const columnsOf = (series: number, { phenomenonTime, value, receivedAt, timeFrom, flag, checks, revision, judgement }: Observation): readonly (number | string | null)[] => [
  series,
  phenomenonTime,
  exactly(value),
  receivedAt,
  timeFrom,
  flag,
  checks.length === 0 ? null : JSON.stringify(checks),
  revision ?? null,
  judgement ?? null,
];

function observationOf(row: ObservationRow, { sensor, quantity }: Series): Observation {
  const observation: Observation = {
    sensor,
    quantity,
    value: row.value,
    phenomenonTime: instant(row.phenomenon_time),
    receivedAt: instant(row.received_at),
    timeFrom: row.time_from,
    flag: row.flag,
    checks: row.checks === null ? [] : (JSON.parse(row.checks) as readonly CheckResult[]),
  };
  if (row.revision === null && row.judgement === null) return observation;
  return { ...observation, ...(row.revision === null ? {} : { revision: row.revision }), ...(row.judgement === null ? {} : { judgement: row.judgement }) };
}

/** Written out: an object spread costs more than the row's way out of the file. */
const rollupOf = (row: RollupRow): Rollup => ({ endsAt: instant(row.ends_at), min: row.min, max: row.max, last: row.last, sum: row.sum, count: row.count, flag: row.flag });

const joinedOf = (row: JoinedRow): Rollup => ({ endsAt: instant(row.ends_at), min: row.min, max: row.max, last: row.last, sum: row.sum, count: row.count, flag: flagOfRank(row.rank) });
