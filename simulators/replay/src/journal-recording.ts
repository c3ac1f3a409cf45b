import { type JournalRow, readJournal } from '@voldgrav/journal';
import { type Recorded, recordedMessage, type Recording } from './recorded.ts';

/** A journal as a recording: messages, what people did, forecasts, warnings and the live lane's clock, as they stand there. Damaged rows are passed over and told. */
export const journalRecording = (file: string, onPassedOver: (sentence: string) => void): Recording => ({
  async *parts() {
    const journal = readJournal(file);
    try {
      for (const rows of journal.rows()) yield rows.flatMap((row) => recordedOf(row, file, onPassedOver));
    } finally {
      journal.close();
    }
  },
});

function recordedOf(row: JournalRow, file: string, onPassedOver: (sentence: string) => void): readonly Recorded[] {
  if (row.damaged) {
    onPassedOver(`${file}: row ${row.seq} is damaged (${row.reason}). It was passed over.`);
    return [];
  }
  if (row.kind === 'message') return [recordedMessage(row)];
  if (row.kind === 'act' || row.kind === 'forecast') return [{ kind: row.kind, name: row.name, by: row.origin, body: new TextDecoder().decode(row.body), receivedAt: row.receivedAt }];
  return row.kind === 'clock' ? [{ kind: 'clock', receivedAt: row.receivedAt }] : [];
}
