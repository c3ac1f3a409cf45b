import { FAIL, GOOD, NOT_EVALUATED, SUSPECT, worstFlag } from '@voldgrav/quality';
import { csvCell } from '../csv/csv-lines.ts';
import type { Row } from './row.ts';

/** So many lines are written at once: a call to the system for each would take longer than the checks. */
const WRITTEN_TOGETHER = 500;

/** Rows in the order of the input, let out as soon as every check has spoken of them and of all before them. */
export class RowQueue {
  private rows: Row[] = [];
  private first = 0;
  private lines: string[] = [];
  private readonly withReasons: boolean;
  private readonly write: (lines: string) => void;

  constructor(options: { readonly withReasons: boolean }, write: (lines: string) => void) {
    this.withReasons = options.withReasons;
    this.write = write;
  }

  push(row: Row): void {
    this.rows.push(row);
  }

  settle(): void {
    for (let row = this.rows[this.first]; row !== undefined && row.waitsFor === 0; row = this.rows[this.first]) {
      this.lines.push(this.judged(row));
      this.first += 1;
    }
    if (this.lines.length >= WRITTEN_TOGETHER) this.flush();
    if (this.first < WRITTEN_TOGETHER * 2) return;
    this.rows = this.rows.slice(this.first);
    this.first = 0;
  }

  flush(): void {
    if (this.lines.length > 0) this.write(this.lines.join('\n'));
    this.lines = [];
  }

  /** The line with its flag and what spoke against it; what could not be evaluated is in the flag alone. */
  private judged(row: Row): string {
    const flag = row.results.length === 0 ? NOT_EVALUATED : worstFlag(row.results.map((result) => result.flag));
    const against = flag === GOOD ? [] : row.results.filter((result) => result.flag === SUSPECT || result.flag === FAIL);
    const checks = against.map((result) => result.check).join(';');
    const reasons = this.withReasons ? `,${csvCell(against.map(({ check, detail }) => `${check}: ${detail}`).join('; '))}` : '';
    return `${row.text},${flag},${checks}${reasons}`;
  }
}
