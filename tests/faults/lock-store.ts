import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';

/** Takes the store's file away from the server, as a hung backup does. Returns the release. */
export function lockStore(dataDir: string): () => void {
  const holder = new DatabaseSync(join(dataDir, 'observations.sqlite'));
  holder.exec('PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE');
  return () => {
    holder.exec('ROLLBACK');
    holder.close();
  };
}
