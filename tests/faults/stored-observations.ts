import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import { readJournal } from '@voldgrav/journal';
import { expect } from 'vitest';
import type { Audit } from './fault-report.ts';
import { keyOf } from './sample-readings.ts';
import type { ServerProcess } from './server-process.ts';

/** What the observation store in a data folder holds: every row, by series and time. */
export function storedObservations(dataDir: string): { readonly rows: number; readonly values: ReadonlyMap<string, number>; readonly flags: ReadonlyMap<string, number>; readonly checks: ReadonlyMap<string, string | null> } {
  const database = new DatabaseSync(join(dataDir, 'observations.sqlite'), { readOnly: true });
  const rows = database.prepare('SELECT sensor, quantity, phenomenon_time AS time, value, flag, checks FROM observation JOIN series ON series.id = series').all() as {
    sensor: string;
    quantity: string;
    time: number;
    value: number;
    flag: number;
    checks: string | null;
  }[];
  database.close();
  return {
    rows: rows.length,
    values: new Map(rows.map((row) => [keyOf(row.sensor, row.quantity, row.time), row.value])),
    flags: new Map(rows.map((row) => [keyOf(row.sensor, row.quantity, row.time), row.flag])),
    checks: new Map(rows.map((row) => [keyOf(row.sensor, row.quantity, row.time), row.checks])),
  };
}

/**
 * The number of the last row in the journal of a data folder, whatever its kind. The file is let go of again at once: who holds it
 * while the server dies spares the next one the recovery that is to be seen.
 */
export function lastJournalled(dataDir: string): number {
  const database = new DatabaseSync(join(dataDir, 'journal.sqlite'), { readOnly: true });
  const { seq } = database.prepare(`SELECT coalesce(max(seq), 0) AS seq FROM entry`).get() as { seq: number };
  database.close();
  return seq;
}

/** How many messages the journal in a data folder holds, those delivered twice counted twice. */
export function journalledMessages(dataDir: string): number {
  const database = new DatabaseSync(join(dataDir, 'journal.sqlite'), { readOnly: true });
  const { count } = database.prepare(`SELECT count(*) AS count FROM entry WHERE kind = 'message'`).get() as { count: number };
  database.close();
  return count;
}

/**
 * Waits until everything that was acknowledged is in the store, or nothing more comes: what is on its way from a broker has been
 * acknowledged too. Who asks then looks for what is missing.
 */
export async function untilStored(server: ServerProcess, dataDir: string, acknowledged: ReadonlySet<string>, seconds = 60): Promise<void> {
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    await wait(300);
    const { store, storeLag } = await server.health();
    if (store === 'reachable' && storeLag === 0 && holdsAll(dataDir, acknowledged)) return;
  }
}

function holdsAll(dataDir: string, acknowledged: ReadonlySet<string>): boolean {
  const { values } = storedObservations(dataDir);
  return [...acknowledged].every((key) => values.has(key));
}

/** Which sample readings the journal in a data folder holds whole, and how many of its rows it let go of because the store had them. */
function journalledReadings(dataDir: string): { readonly keys: ReadonlySet<string>; readonly dropped: number } {
  const file = join(dataDir, 'journal.sqlite');
  const journal = readJournal(file);
  const keys = new Set<string>();
  for (const rows of journal.rows()) {
    for (const row of rows) {
      if (row.damaged || row.kind !== 'message') continue;
      const { time, ...values } = JSON.parse(Buffer.from(row.payload).toString('utf8')) as Record<string, string>;
      keys.add(keyOf(row.topic.split('/')[1] ?? '', Object.keys(values)[0] ?? '', Date.parse(time ?? '')));
    }
  }
  journal.close();
  const database = new DatabaseSync(file, { readOnly: true });
  const dropped = (database.prepare('SELECT until_seq AS seq FROM dropped').get() as { seq: number } | undefined)?.seq ?? 0;
  database.close();
  return { keys, dropped };
}

/**
 * The oracle: what was acknowledged is stored, with its value, none lost; nothing else is, and nothing twice. And it is in the journal: the
 * store has most of it from memory, so that it could hold what no rebuild would find again. Gives what it counted.
 */
export function expectSameSet(dataDir: string, { published, acknowledged }: { readonly published: ReadonlyMap<string, number>; readonly acknowledged: ReadonlySet<string> }): Audit {
  const { rows, values } = storedObservations(dataDir);
  const lost = [...acknowledged].filter((key) => !values.has(key));
  const foreign = [...values.keys()].filter((key) => !published.has(key));
  const changed = [...values].filter(([key, value]) => published.has(key) && published.get(key) !== value);
  const journalled = journalledReadings(dataDir);
  const notJournalled = [...acknowledged].filter((key) => !journalled.keys.has(key));
  expect({ notJournalled: notJournalled.length <= journalled.dropped ? [] : notJournalled.slice(0, 5), lost: lost.slice(0, 5), lostCount: lost.length, foreign: foreign.slice(0, 5), changed: changed.slice(0, 5), twice: rows - values.size }).toEqual({
    notJournalled: [],
    lost: [],
    lostCount: 0,
    foreign: [],
    changed: [],
    twice: 0,
  });
  return { acknowledged: acknowledged.size, stored: [...acknowledged].filter((key) => values.has(key)).length, lost: lost.length, twice: rows - values.size };
}
