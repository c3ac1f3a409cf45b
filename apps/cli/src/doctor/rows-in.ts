import { DatabaseSync } from '@photostructure/sqlite';

/** Milliseconds to wait for a running server that has the file locked. */
const PATIENCE = 5_000;

/** How many rows a table of a database file has; nothing in it is changed. Throws SQLite's error where the file is no database or has no such table. */
export function rowsIn(file: string, table: string): number {
  const database = new DatabaseSync(file, { readOnly: true, timeout: PATIENCE });
  try {
    return (database.prepare(`SELECT count(*) AS count FROM ${table}`).get() as { count: number }).count;
  } finally {
    database.close();
  }
}
