import type { Command } from 'commander';
import type { ExitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import type { Environment } from '../with-accounts.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';

interface Desk {
  readonly environment: Environment;
  readonly terminal: Terminal;
  readonly helpAfter: string;
  readonly ended: (code: ExitCode) => void;
}

const BACKUP_HELP = `
It holds the journal, the observations of the embedded store, accounts, duty log, readiness, the session secret that was made here, and the
town's files. Not in it: what the environment or .env says, lanes, and the observations of an InfluxDB, which has its own backup
("influxd backup"). It has room for itself and once more for the largest of these while it is made. Keep it as you keep passwords.`;

const RESTORE_HELP = `
The server must be stopped. All of the backup is checked before anything is changed. The town as it was lies in DATA_DIR/town afterwards;
the one that TOWN_DIR names is not touched. With --replace, what DATA_DIR held is in a folder before-restore-… in it.`;

/** `voldgrav backup` and `voldgrav restore`. */
export function addBackupCommands(program: Command, { environment, terminal, helpAfter, ended }: Desk): void {
  program
    .command('backup')
    .description('copy the installation into one file, while the server runs or not')
    .argument('<FILE>')
    .option('--replace', 'when there is such a file already', false)
    .option('--no-demo', "the lasting data of the sample town, not the demo's")
    .addHelpText('after', BACKUP_HELP)
    .addHelpText('after', helpAfter)
    .action(async (file: string, options: { readonly replace: boolean; readonly demo: boolean }) => ended(await backup(file, options, terminal, environment)));
  program
    .command('restore')
    .description('put a backup back into DATA_DIR')
    .argument('<FILE>')
    .option('--replace', 'set aside what DATA_DIR holds', false)
    .addHelpText('after', RESTORE_HELP)
    .addHelpText('after', helpAfter)
    .action((file: string, options: { readonly replace: boolean }) => ended(restore(file, options, terminal, environment)));
}
