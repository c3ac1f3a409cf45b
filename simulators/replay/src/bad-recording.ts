/** What is wrong with a recording, in one sentence that begins with the file and the line. */
export class BadRecording extends Error {
  constructor(file: string, line: number, sentence: string) {
    super(`${file}:${line}: ${sentence}`);
  }
}

/**
 * What to do with a line that is out of order, doubled or broken: `refuse` ends with a `BadRecording`; `mend` sorts it in or
 * leaves it out, and tells each with its line.
 */
export interface Mending {
  readonly badLines: 'refuse' | 'mend';
  readonly onMended: (sentence: string) => void;
}

/** Ends with the sentence, or tells it when lines are mended. */
export function fault({ badLines, onMended }: Mending, file: string, line: number, sentence: string, mended: string): void {
  const bad = new BadRecording(file, line, sentence);
  if (badLines === 'refuse') throw bad;
  onMended(`${bad.message} ${mended}`);
}
