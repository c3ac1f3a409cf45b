import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a file, or a folder with all that is in it, takes; files that go meanwhile count as nothing. */
export function bytesIn(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  return found.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0) : found.size;
}
