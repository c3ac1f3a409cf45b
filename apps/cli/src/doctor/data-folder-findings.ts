import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lockFolder } from '@voldgrav/installation';
import { fault, fine, type Finding, reasonOf, warning } from './finding.ts';

const FOR_OTHERS = 0o077;
const SECRET = ['accounts.sqlite', 'session-secret', 'last-backup.json'];
const GIGABYTE = 1_000_000_000;
/** Under this share of the disk the intake counts it as full (docs/decisions/0003-journal-bounds.md). */
const FULL_SHARE = 0.01;
const SCARCE_SHARE = 0.1;

export interface DataFolder {
  readonly findings: readonly Finding[];
  /** Whether a server has the folder. */
  readonly inUse: boolean;
}

/** May the folder be written, is there room, who has it, and who can look into it? `state` is where the journal lies in it. */
export function examineDataFolder(dataDir: string, state: string): DataFolder {
  if (!existsSync(dataDir)) return { inUse: false, findings: [absent(dataDir)] };
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return { inUse: false, findings: [fault('data folder', `${dataDir} may not be written by this user`, 'give it to the user that runs Voldgrav, or another folder with DATA_DIR')] };
  }
  const { inUse, finding } = lockFinding(dataDir);
  return { inUse, findings: [finding, spaceFinding(dataDir), ...permissionFindings(dataDir, state)] };
}

function absent(dataDir: string): Finding {
  try {
    accessSync(nearest(dataDir), constants.W_OK | constants.X_OK);
    return fine('data folder', `${dataDir} is not there yet and is made at the first start`);
  } catch {
    return fault('data folder', `${dataDir} is not there and cannot be made by this user`, 'make it, or give another folder with DATA_DIR');
  }
}

/** The folder that is there above one that is not. */
function nearest(folder: string): string {
  const parent = dirname(folder);
  return parent === folder || existsSync(parent) ? parent : nearest(parent);
}

function lockFinding(dataDir: string): { readonly inUse: boolean; readonly finding: Finding } {
  if (!existsSync(join(dataDir, 'lock.sqlite'))) return { inUse: false, finding: fine('data folder', `${dataDir}, in which no server has run yet`) };
  try {
    lockFolder(dataDir)();
    return { inUse: false, finding: fine('data folder', `${dataDir}; no server is running in it`) };
  } catch (cause) {
    const reason = reasonOf(cause);
    if (!reason.includes('is used by')) return { inUse: false, finding: fault('data folder', `its lock cannot be taken: ${reason}`, 'look at the disk and who owns lock.sqlite') };
    const [, holder = ''] = /\((process \d+)\)/.exec(reason) ?? [];
    return { inUse: true, finding: fine('data folder', `${dataDir}; a server is running in it${holder === '' ? '' : ` (${holder})`}`) };
  }
}

function spaceFinding(dataDir: string): Finding {
  const { bsize, bavail, blocks } = statfsSync(dataDir);
  const [free, share] = [bsize * bavail, blocks === 0 ? 1 : bavail / blocks];
  const says = `${(free / GIGABYTE).toFixed(1)} GB of the disk are free (${Math.floor(share * 100)} %)`;
  const todo = 'make room, or give a folder on a larger disk with DATA_DIR';
  if (share < FULL_SHARE) return fault('disk', `${says}: the intake refuses messages soon, or does already`, todo);
  return share < SCARCE_SHARE ? warning('disk', says, todo) : fine('disk', says);
}

function permissionFindings(dataDir: string, state: string): readonly Finding[] {
  const isOpen = (path: string): boolean => existsSync(path) && (statSync(path).mode & FOR_OTHERS) !== 0;
  const folderIsOpen = isOpen(dataDir);
  const bare = SECRET.filter((name) => isOpen(join(state, name)));
  if (bare.length > 0) return [fault('permissions', `other users of this machine can read ${bare.join(', ')}`, `chmod 600 ${bare.map((name) => join(state, name)).join(' ')}`)];
  return [folderIsOpen ? warning('permissions', 'other users of this machine can look into the data folder, where every message lies', `chmod 700 ${dataDir}`) : fine('permissions', 'nobody else can look into the data folder')];
}
