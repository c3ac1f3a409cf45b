export { openInstalledAccounts } from './open-installed-accounts.ts';
export { barOf, type ProgressBar, progressBar } from './progress-bar.ts';
export { type ReadTown, readTown } from './read-town.ts';
export { stateFolder } from './state-folder.ts';
export { townEntryOf } from './town-entry.ts';
