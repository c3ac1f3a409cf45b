import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { restoreBackup, type Restored } from '@voldgrav/installation';
import { DONE, type ExitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import type { Environment } from '../with-accounts.ts';
import { WrongUse } from '../wrong-use.ts';

/** Puts a backup into DATA_DIR, and answers with what came back. */
export function restore(file: string, { replace }: { readonly replace: boolean }, terminal: Terminal, environment: Environment): ExitCode {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new WrongUse(`There is no file ${file}.`);
  if (!found.isFile()) throw new WrongUse(`${file} is ${found.isDirectory() ? 'a folder' : 'no ordinary file'}; a backup is one file, as "voldgrav backup FILE" wrote it.`);
  const given = environment['DATA_DIR'];
  // The other settings may belong to a machine that is gone, and are not needed.
  const dataDir = resolve(given === undefined || given === '' ? './data' : given);
  const { manifest, setAside } = restored(resolve(file), dataDir, replace);
  terminal.answer(`${dataDir} is as it was at ${manifest.at}: the journal up to entry ${manifest.lastSeq}, of ${manifest.town}.`);
  if (setAside !== undefined) terminal.complain(`What was there is in ${setAside}.`);
  terminal.complain(`The town's files as they were are in ${dataDir}/town.`);
  if (manifest.store === 'influx') terminal.complain('The observations are in InfluxDB: restore them there, then "voldgrav rebuild" fills in what the journal knows.');
  return DONE;
}

function restored(file: string, dataDir: string, replace: boolean): Restored {
  try {
    return restoreBackup({ file, dataDir, replace, now: new Date() });
  } catch (fault) {
    throw new WrongUse(`Nothing was restored: ${(fault as Error).message.replace(/\.$/, '')}.`);
  }
}
