export { openInstalledAccounts } from './open-installed-accounts.ts';
export { readTown } from './read-town.ts';
export { stateFolder } from './state-folder.ts';
