import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One server per data folder: a second one would wipe or mix the first one's journal. Throws a sentence that names the
 * setting. A lock left behind by a process that is gone is taken over. Returns the unlock.
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'voldgrav.lock');
  const holder = holderOf(file);
  if (holder !== undefined && isAlive(holder)) {
    throw new Error(`The data folder ${folder} is used by another Voldgrav (process ${holder}); give this one its own with DATA_DIR.`);
  }
  writeFileSync(file, String(process.pid));
  return () => {
    if (holderOf(file) === process.pid) rmSync(file, { force: true });
  };
}

function holderOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    // Not ours to signal, but alive.
    return (fault as NodeJS.ErrnoException).code === 'EPERM';
  }
}
