import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fault, fine, type Finding, reasonOf, warning } from './finding.ts';
import { rowsIn } from './rows-in.ts';

/** What stands beside the journal, the table that it must have, and what is lost with it. */
const LOGS = [
  { about: 'duty log', file: 'duty-log.sqlite', table: 'note', todo: 'restore a backup; from the journal comes back only what it still holds' },
  { about: 'readiness log', file: 'readiness.sqlite', table: 'told', todo: 'restore a backup; what the catchments’ readiness was is nowhere else' },
  { about: 'Drift log', file: 'trouble.sqlite', table: 'unusable', todo: 'stop the server and run "voldgrav rebuild"' },
] as const;

/** Can each log beside the journal be read, and is it what its name says? A server sets one that it cannot open aside and begins a new one. */
export function logFindings(folder: string): readonly Finding[] {
  return LOGS.flatMap(({ about, file, table, todo }) => {
    const path = join(folder, file);
    const aside = existsSync(`${path}.unreadable`) ? [warning(about, `${file}.unreadable lies here: a server could not open it and began a new one`, `look at the disk; ${todo}`)] : [];
    return existsSync(path) ? [logFinding({ about, path, file, table, todo }), ...aside] : aside;
  });
}

function logFinding({ about, path, file, table, todo }: { readonly about: string; readonly path: string; readonly file: string; readonly table: string; readonly todo: string }): Finding {
  try {
    return fine(about, `${file} holds ${rowsIn(path, table)} entries`);
  } catch (cause) {
    return fault(about, `${file} cannot be read as one: ${reasonOf(cause)}`, todo);
  }
}
