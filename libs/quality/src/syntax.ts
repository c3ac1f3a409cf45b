import { missing, passed } from './check-result.ts';
import { finding } from './finding.ts';
import { FAIL } from './flag.ts';
import type { CheckResult } from './observation.ts';

/** How loggers write that they have nothing to say. */
const NOTHING = new Set(['', 'na', 'nan', 'null', 'none', '-']);

/** A value as it was written, read: `value` is undefined when it is missing or cannot be parsed. */
export interface ValueRead {
  readonly value: number | undefined;
  readonly result: CheckResult;
}

/** QARTOD syntax: what cannot be parsed as a decimal number fails; an empty cell or a logger's "nothing" is missing. */
export function readValue(text: string): ValueRead {
  const written = text.trim();
  if (NOTHING.has(written.toLowerCase())) return { value: undefined, result: missing('syntax') };
  // Number() alone would read 0x10, 1e999 and Infinity too.
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(written) ? Number(written) : NaN;
  if (Number.isFinite(value)) return { value, result: passed('syntax') };
  return { value: undefined, result: { check: 'syntax', flag: FAIL, detail: finding('not-a-number', { text: written.slice(0, 40) }) } };
}
