import { rmSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { type Instant, instant } from '@voldgrav/hydrology';
import type { CheckName, Flag } from '@voldgrav/quality';
import { exactly } from './exactly.ts';
import type { Doubt, DoubtFound, RegainedEntry, Revised, TroubleGroups, TroubleLog, TroublePage, UnusableEntry, UnusableFound } from './trouble-log.ts';
import * as sql from './trouble-sql.ts';

/** Entries of each kind at most: a sensor that is wrong a thousand times a second must not fill the disk. */
const KEPT = 100_000;
const LOCK_PATIENCE = 50;

interface UnusableRow {
  readonly n: number;
  readonly seq: number | null;
  readonly at: number;
  readonly topic: string;
  readonly reason: string;
  readonly detail: string;
}

interface DoubtRow {
  readonly n: number;
  readonly sensor: string;
  readonly quantity: string;
  readonly phenomenon_time: number;
  readonly received_at: number;
  readonly value: number;
  readonly flag: Flag;
  readonly check_name: CheckName;
  readonly detail: string;
}

interface Group {
  readonly count: number;
  readonly first_at: number;
  readonly last_at: number;
  readonly n: number;
}

/**
 * Opens the log, and makes it when there is none; the folder must exist. A file that cannot be read, or of another format, is
 * thrown away: the journal has all that it held, refusals at the door apart. `kept` is how many entries of each kind there may be.
 */
export function openTroubleLog({ file, kept = KEPT }: { readonly file: string; readonly kept?: number }): TroubleLog {
  const database = openFile(file);
  const insertUnusable = database.prepare(sql.insertUnusable);
  const takeBackUnusable = database.prepare(sql.takeBackUnusable);
  const insertDoubt = database.prepare(sql.insertDoubt);
  const takeBackDoubts = database.prepare(sql.takeBackDoubts);
  const moveMark = database.prepare(sql.moveMark);
  const selectUnusable = database.prepare(sql.selectUnusable);
  const selectDoubts = database.prepare(sql.selectDoubts);
  const unreadOf = database.prepare(sql.selectUnreadOf);

  function together(work: () => void): void {
    database.exec('BEGIN IMMEDIATE');
    try {
      work();
      database.exec('COMMIT');
    } catch (cause) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw cause;
    }
  }

  const addUnusable = ({ seq, at, topic, reason, detail, unread, partly }: UnusableEntry): void =>
    void insertUnusable.run(seq ?? null, at, topic, reason, detail, Number(unread), Number(partly));
  const enterUnusable = (entry: UnusableEntry | RegainedEntry): void => ('isNoMore' in entry ? void takeBackUnusable.run(entry.topic, entry.reason, entry.at, entry.detail) : addUnusable(entry));
  const addDoubt = (doubt: Doubt | Revised): void =>
    'checks' in doubt ? takeBack(doubt) : void insertDoubt.run(doubt.seq, doubt.sensor, doubt.quantity, doubt.phenomenonTime, doubt.receivedAt, exactly(doubt.value), doubt.flag, doubt.check, doubt.detail);

  const takeBack = ({ sensor, quantity, phenomenonTime, value, checks }: Revised): void =>
    void takeBackDoubts.run(sensor, quantity, phenomenonTime, exactly(value), JSON.stringify(checks));

  /** Lets the oldest go and remembers how far back it can tell of nothing any more. */
  function trim(last: string, newestBelow: string, remove: string): void {
    const { n } = database.prepare(last).get() as { n: number | null };
    if (n === null || n <= kept) return;
    const { at } = database.prepare(newestBelow).get(n - kept) as { at: number | null };
    if (at === null) return;
    database.prepare(remove).run(n - kept);
    database.prepare(sql.noteTrimmed).run(at);
  }

  const mark = (): { entered_up_to: number; trimmed_until: number | null } => database.prepare(sql.readMark).get() as { entered_up_to: number; trimmed_until: number | null };

  return {
    get enteredUpTo() {
      return mark().entered_up_to;
    },
    get trimmedUntil() {
      const { trimmed_until: until } = mark();
      return until === null ? undefined : instant(until);
    },
    enter({ unusable, doubts, upTo }) {
      together(() => {
        unusable.forEach(enterUnusable);
        doubts.forEach(addDoubt);
        if (unusable.length > 0) trim(sql.lastUnusable, sql.newestUnusableBelow, sql.trimUnusable);
        if (doubts.length > 0) trim(sql.lastDoubt, sql.newestDoubtBelow, sql.trimDoubts);
        if (upTo !== undefined) moveMark.run(upTo);
      });
    },
    forget(seq, receivedUntil) {
      together(() => {
        database.prepare(sql.forgetUnusable).run(seq);
        database.prepare(sql.forgetRefused).run(receivedUntil);
        database.prepare(sql.forgetDoubts).run(seq);
      });
    },
    unusable({ reason, topic, before = Number.MAX_SAFE_INTEGER, limit }) {
      return pageOf((selectUnusable.all(before, reason ?? null, topic ?? null, limit + 1) as UnusableRow[]).map(unusableOf), limit);
    },
    unreadGroups({ reason, search, ...slice }) {
      const rows = database.prepare(sql.selectUnreadGroups).all(reason ?? null, search?.toLowerCase() ?? null) as (Group & { topic: string; reason: string })[];
      const newest = database.prepare(sql.selectUnusableByNumber);
      return groupsOf(rows, slice, ({ topic, reason: why, ...group }) => ({ topic, reason: why, ...spanOf(group), newest: unusableOf(newest.get(group.n) as UnusableRow) }));
    },
    doubts({ sensor, check, flag, since, before = Number.MAX_SAFE_INTEGER, limit }) {
      const rows = selectDoubts.all(before, sensor ?? null, check ?? null, flag ?? null, since ?? null, limit + 1) as DoubtRow[];
      return pageOf(rows.map(doubtOf), limit);
    },
    doubtGroups({ sensor, check, since, ...slice }) {
      const rows = database.prepare(sql.selectDoubtGroups).all(sensor ?? null, check ?? null, since ?? null) as (Group & Pick<DoubtRow, 'sensor' | 'quantity' | 'check_name' | 'flag'>)[];
      const newest = database.prepare(sql.selectDoubtByNumber);
      return groupsOf(rows, slice, (row) => ({ sensor: row.sensor, quantity: row.quantity, check: row.check_name, flag: row.flag, ...spanOf(row), newest: doubtOf(newest.get(row.n) as DoubtRow) }));
    },
    unreadMessages(after, until, limit) {
      const rows = database.prepare(sql.selectUnreadMessages).all(after, until, limit) as { seq: number; partly: number }[];
      return rows.map(({ seq, partly }) => ({ seq, partly: partly === 1 }));
    },
    unreadCount: () => (database.prepare(sql.countUnreadMessages).get() as { count: number }).count,
    readAgain(seq, still) {
      const before = (unreadOf.all(seq) as UnusableRow[]).map(unusableOf);
      const same = before.length === still.length && before.every(({ reason, detail }, i) => still[i]?.reason === reason && still[i]?.detail === detail);
      // What is as it was keeps its number, and so its place in the list.
      if (same) return before;
      together(() => {
        database.prepare(sql.deleteUnreadOf).run(seq);
        still.forEach(addUnusable);
      });
      return before;
    },
    close: () => database.close(),
  };
}

const unusableOf = ({ n, seq, at, ...rest }: UnusableRow): UnusableFound => ({ n, seq: seq ?? undefined, at: instant(at), topic: rest.topic, reason: rest.reason, detail: rest.detail });

const doubtOf = ({ n, sensor, quantity, phenomenon_time, received_at, value, flag, check_name, detail }: DoubtRow): DoubtFound => ({
  n, sensor, quantity, phenomenonTime: instant(phenomenon_time), receivedAt: instant(received_at), value, flag, check: check_name, detail,
});

const spanOf = ({ count, first_at, last_at }: Group): { count: number; firstAt: Instant; lastAt: Instant } => ({ count, firstAt: instant(first_at), lastAt: instant(last_at) });

/** From one item more than the page holds, which tells whether there is another page. */
function pageOf<Item extends { readonly n: number }>(found: readonly Item[], limit: number): TroublePage<Item> {
  const items = found.slice(0, limit);
  return { items, before: found.length > limit ? items.at(-1)?.n : undefined };
}

const groupsOf = <Row, Found>(rows: readonly Row[], { offset, limit }: { readonly offset: number; readonly limit: number }, found: (row: Row) => Found): TroubleGroups<Found> => ({
  groups: rows.slice(offset, offset + limit).map(found),
  total: rows.length,
});

function openFile(file: string): DatabaseSyncInstance {
  try {
    return prepared(file);
  } catch {
    // Broken or of another format; the folder's own faults come again with the second try.
    for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
    return prepared(file);
  }
}

function prepared(file: string): DatabaseSyncInstance {
  const database = new DatabaseSync(file, { timeout: LOCK_PATIENCE });
  try {
    const { user_version: version } = database.prepare(sql.readFormatVersion).get() as { user_version: number };
    if (version !== 0 && version !== sql.FORMAT_VERSION) throw new Error(`it has format ${version}`);
    database.exec(sql.prepareFile);
    database.exec(sql.createTables);
    return database;
  } catch (cause) {
    database.close();
    throw new Error(`Could not open the list of troubles ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
