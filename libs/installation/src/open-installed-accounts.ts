import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Accounts, newSecret, openAccounts } from '@voldgrav/account';

/**
 * The accounts of the installation whose state lies in `folder`, for server and command line alike. Without a
 * `sessionSecret` one is made at the first time and kept beside them.
 */
export function openInstalledAccounts({ folder, sessionSecret, now }: { readonly folder: string; readonly sessionSecret?: string; readonly now: number }): Accounts {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return openAccounts({ file: join(folder, 'accounts.sqlite'), sessionSecret: sessionSecret ?? keptSecret(join(folder, 'session-secret')), now });
}

function keptSecret(file: string): string {
  try {
    // 'wx': the one who comes first makes it, and both read the same.
    writeFileSync(file, newSecret(), { mode: 0o600, flag: 'wx' });
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
  }
  return readFileSync(file, 'utf8').trim();
}
