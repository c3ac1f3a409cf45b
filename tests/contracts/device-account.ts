import { openInstalledAccounts } from '@voldgrav/installation';

/** The name and password of a device at the embedded broker, made in the data folder of an installation as `voldgrav device add` does. It may send to all of `topics`. */
export async function deviceAccount(dataDir: string, topics: readonly string[] = ['sensors/#', 'v3/#']): Promise<{ readonly username: string; readonly password: string }> {
  const accounts = openInstalledAccounts({ folder: dataDir, now: Date.now() });
  try {
    const password = await accounts.devices.add({ name: 'spec', topics }, { name: 'spec' }, Date.now());
    if (password === undefined) throw new Error('The account of this test is there already.');
    return { username: 'spec', password };
  } finally {
    accounts.close();
  }
}
