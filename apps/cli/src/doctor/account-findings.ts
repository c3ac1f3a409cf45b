import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openInstalledAccounts, type Settings } from '@voldgrav/installation';
import type { Town } from '@voldgrav/wire';
import { fault, fine, type Finding, reasonOf, warning } from './finding.ts';

/** Can somebody sign in, and may the sensors send? */
export function accountFindings({ settings, folder, town, now }: { readonly settings: Settings; readonly folder: string; readonly town: Town | undefined; readonly now: number }): readonly Finding[] {
  if (settings.isSampleTown || !existsSync(join(folder, 'accounts.sqlite'))) return [];
  try {
    const { sessionSecret } = settings;
    const accounts = openInstalledAccounts({ folder, now, ...(sessionSecret === undefined ? {} : { sessionSecret }) });
    try {
      const hasOne = accounts.people.hasAdministrator();
      const known = new Set(accounts.devices.list().filter(({ revokedAt }) => revokedAt === undefined).map(({ name }) => name));
      const silent = settings.mqttUrl !== undefined || town === undefined ? [] : town.sensors.filter(({ id }) => !known.has(id));
      return [
        hasOne ? fine('accounts', 'an administrator can sign in') : warning('accounts', 'there is no administrator who can sign in', 'open the link that the server prints at its start'),
        ...(silent.length > 0 && known.size === 0 ? [warning('accounts', 'no device has an account, so the embedded broker lets no sensor in', '"voldgrav device add ID" for each')] : []),
        ...(silent.length > 0 && known.size > 0 ? [fine('accounts', `${known.size} devices have one; ${silent.length} sensors of the town have none of their own`)] : []),
      ];
    } finally {
      accounts.close();
    }
  } catch (cause) {
    return [fault('accounts', reasonOf(cause), 'restore a backup')];
  }
}
