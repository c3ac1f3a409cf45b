import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { progressBar, readTown, stateFolder, writeBackup } from '@voldgrav/installation';
import { DONE, type ExitCode } from '../exit-code.ts';
import { installationNamed } from '../installation-named.ts';
import { needFolder } from '../need-folder.ts';
import type { Terminal } from '../terminal.ts';
import type { Environment } from '../with-accounts.ts';
import { WrongUse } from '../wrong-use.ts';
import { isWithin } from './is-within.ts';
import { VERSION } from './version.ts';

/** Copies the installation that the settings name into `file`, and answers with what is in it. */
export async function backup(file: string, { replace, demo }: { readonly replace: boolean; readonly demo: boolean }, terminal: Terminal, environment: Environment): Promise<ExitCode> {
  const settings = installationNamed(environment, demo);
  const folder = stateFolder(settings.dataDir, settings.demo);
  const target = resolve(file);
  if (!existsSync(join(folder, 'journal.sqlite'))) throw new WrongUse(`There is no journal in ${folder}, so there is nothing to back up; DATA_DIR says where it is.`);
  if (existsSync(target) && !replace) throw new WrongUse(`${file} is there already; --replace puts the new backup in its place.`);
  needFolder(target);
  if (settings.demo === 'storm') terminal.complain('This is the demo, which is wiped at each start; --no-demo or DEMO=none means the lasting data.');
  const town = await readTown(settings.townDir);
  if (!town.ok) terminal.complain(`The town in ${settings.townDir} has faults; its files are in the backup as they are.`);
  const bar = progressBar(process.stderr);
  try {
    const { files, lastSeq } = writeBackup({
      folder,
      file: target,
      about: { at: new Date().toISOString(), version: VERSION, node: process.versions.node, town: town.ok ? town.town.name : settings.townDir, store: settings.influx === undefined ? 'sqlite' : 'influx' },
      townTexts: town.texts,
      onFile: (name) => bar.show(undefined, () => name),
    });
    const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000;
    terminal.answer(`${file} holds the journal up to entry ${lastSeq} and all that belongs to it: ${files.length} files, ${megabytes.toFixed(1)} MB.`);
    if (isWithin(target, settings.dataDir)) terminal.complain(`${file} is in the data folder itself: what takes the one takes the other. Keep it elsewhere.`);
    if (settings.influx !== undefined) terminal.complain('The observations are in InfluxDB and not in this file: back them up there as well, with "influxd backup".');
    return DONE;
  } catch (fault) {
    throw new WrongUse(`No backup was made: ${reasonOf(fault)}.`);
  } finally {
    bar.done();
  }
}

/** SQLite and the system each have words of their own for a full disk. */
function reasonOf(fault: unknown): string {
  const { code, message } = fault as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || /disk is full|disk I\/O error/.test(message)) return `the disk is full or cannot be written (${message})`;
  return message;
}
