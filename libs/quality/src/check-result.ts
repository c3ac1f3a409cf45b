import { FAIL, type Flag, GOOD, MISSING, NOT_EVALUATED, SUSPECT } from './flag.ts';
import type { CheckName, CheckResult } from './observation.ts';

export const passed = (check: CheckName): CheckResult => ({ check, flag: GOOD, detail: '' });

/** The check had too little to go by; that is no fault of the value. */
export const notEvaluated = (check: CheckName, detail = ''): CheckResult => ({ check, flag: NOT_EVALUATED, detail });

export const missing = (check: CheckName): CheckResult => ({ check, flag: MISSING, detail: 'no value' });

/** Limits of a QARTOD check: beyond `suspect` the value is suspect, beyond `fail` it fails. Either may be left out. */
export interface Thresholds {
  readonly suspect?: number | undefined;
  readonly fail?: number | undefined;
}

/** What a size says against its thresholds. The threshold itself passes: the comparison is strict, as QARTOD's is. */
export function againstThresholds(check: CheckName, size: number, thresholds: Thresholds, said: (limit: number) => string): CheckResult {
  const { suspect, fail } = thresholds;
  const beyond = (limit: number, flag: Flag): CheckResult => ({ check, flag, detail: said(limit) });
  if (fail !== undefined && size > fail) return beyond(fail, FAIL);
  if (suspect !== undefined && size > suspect) return beyond(suspect, SUSPECT);
  return passed(check);
}

/** A number short enough to read: at most three decimals. */
export const short = (value: number): string => String(Math.round(value * 1000) / 1000);
