import { isWithin } from '../backup/is-within.ts';
import { lastBackup } from '@voldgrav/installation';
import { fine, type Finding, warning } from './finding.ts';

const DAY = 86_400_000;
const OLD_DAYS = 2;

/** How old is the last backup that is known of, and would it outlive the data? `folder` is where the journal lies in `dataDir`. */
export function backupFinding(dataDir: string, folder: string, now: number): Finding {
  const last = lastBackup(folder);
  const todo = 'let cron run "voldgrav backup FILE" every night, and keep the files elsewhere';
  if (last === undefined) return warning('backup', 'none is known of', todo);
  const days = (now - Date.parse(last.at)) / DAY;
  const says = `the last one is of ${last.at}, in ${last.file}`;
  if (isWithin(last.file, dataDir)) return warning('backup', `${says}, which is in the data folder itself: what takes the one takes the other`, todo);
  return days > OLD_DAYS ? warning('backup', `${says}: ${Math.floor(days)} days ago`, todo) : fine('backup', says);
}
