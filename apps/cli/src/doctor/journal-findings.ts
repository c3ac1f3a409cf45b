import { existsSync, statSync } from 'node:fs';
import { type ReadableJournal, readJournal } from '@voldgrav/journal';
import { fault, fine, type Finding, reasonOf, warning } from './finding.ts';

const GIGABYTE = 1_000_000_000;
/** So many of the newest entries are looked at unless all are asked for: some seconds. */
const NEWEST = 200_000;
/** Milliseconds by which an entry may be ahead of this clock. */
const CLOCK_SLACK = 60_000;

export interface JournalExamination {
  readonly file: string;
  readonly allowedGb: number;
  readonly thorough: boolean;
  readonly now: number;
  readonly onProgress: (share: number) => void;
}

/** Can the journal be read, is every entry as it was written, is it within its bounds, and does its clock agree with this one? */
export function journalFindings({ file, allowedGb, thorough, now, onProgress }: JournalExamination): readonly Finding[] {
  if (!existsSync(file)) return [fine('journal', 'there is none yet')];
  let journal: ReadableJournal;
  try {
    journal = readJournal(file);
  } catch (cause) {
    return [fault('journal', `it cannot be read: ${reasonOf(cause)}`, 'start the server, which saves what it can, or restore a backup')];
  }
  try {
    const from = thorough ? 0 : Math.max(0, journal.lastSeq - NEWEST);
    const { seen, damaged, newest } = survey(journal, from, onProgress);
    const bytes = statSync(file).size;
    const extent = `${seen} entries${from === 0 ? '' : ` of ${journal.lastSeq}`}, ${(bytes / GIGABYTE).toFixed(2)} GB`;
    return [
      damaged === 0
        ? fine('journal', `${extent}; every one that was looked at is as it was written${from === 0 ? '' : ' (--thorough looks at all)'}`)
        : fault('journal', `${damaged} of ${extent} cannot be trusted`, 'look at the disk; make a backup now; "voldgrav rebuild" adds to the store what can be read'),
      ...(bytes > allowedGb * GIGABYTE * 1.05 ? [warning('journal', `it is larger than JOURNAL_GB, ${allowedGb}, allows`, 'see whether the store answers: what waits for it is never dropped')] : []),
      ...clockFindings(newest, now),
    ];
  } catch (cause) {
    return [fault('journal', `it could not be read to its end: ${reasonOf(cause)}`, 'look at the disk; make a backup now')];
  } finally {
    journal.close();
  }
}

function survey(journal: ReadableJournal, from: number, onProgress: (share: number) => void): { readonly seen: number; readonly damaged: number; readonly newest: number | undefined } {
  let [seen, damaged] = [0, 0];
  let newest: number | undefined;
  for (const rows of journal.rows(from)) {
    for (const row of rows) {
      seen += 1;
      if (row.damaged) damaged += 1;
      else newest = Math.max(newest ?? row.receivedAt, row.receivedAt);
    }
    onProgress(((rows.at(-1)?.seq ?? 0) - from) / Math.max(1, journal.lastSeq - from));
  }
  return { seen, damaged, newest };
}

function clockFindings(newest: number | undefined, now: number): readonly Finding[] {
  if (newest === undefined) return [];
  const at = new Date(newest).toISOString();
  return newest > now + CLOCK_SLACK
    ? [fault('clock', `the newest entry of the journal is of ${at}, and this clock says ${new Date(now).toISOString()}`, 'set the clock, and keep it with NTP (chrony, systemd-timesyncd)')]
    : [fine('clock', `it is after the newest entry of the journal, ${at}`)];
}
