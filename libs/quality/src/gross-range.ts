import { type CheckResult } from './observation.ts';
import { FAIL, GOOD, MISSING, SUSPECT } from './flag.ts';

export interface Span {
  readonly min: number;
  readonly max: number;
}

/**
 * QARTOD gross range: outside `fail` the value fails, outside `suspect` it is suspect. The limit itself passes.
 * A value that is not a finite number is missing. Source: domain.md §3.3.
 */
export function grossRange(value: number, spans: { readonly fail: Span; readonly suspect?: Span }): CheckResult {
  if (!Number.isFinite(value)) return { check: 'gross-range', flag: MISSING, detail: 'no number' };
  const outside = (span: Span) => value < span.min || value > span.max;
  const said = (span: Span) => `${value} is outside ${span.min} to ${span.max}`;
  if (outside(spans.fail)) return { check: 'gross-range', flag: FAIL, detail: said(spans.fail) };
  if (spans.suspect !== undefined && outside(spans.suspect)) {
    return { check: 'gross-range', flag: SUSPECT, detail: said(spans.suspect) };
  }
  return { check: 'gross-range', flag: GOOD, detail: '' };
}
