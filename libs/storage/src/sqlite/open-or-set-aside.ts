import { existsSync, renameSync } from 'node:fs';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';

/** Opens a file by `prepared`; one that it cannot open is set aside beside a new one as `.unreadable`. Throws when the new one cannot be made either. */
export function openOrSetAside(file: string, prepared: (file: string) => DatabaseSyncInstance): DatabaseSyncInstance {
  try {
    return prepared(file);
  } catch {
    for (const ending of ['', '-wal', '-shm']) if (existsSync(file + ending)) renameSync(file + ending, `${file}.unreadable${ending}`);
    return prepared(file);
  }
}
