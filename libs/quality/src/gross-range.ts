import { missing, passed } from './check-result.ts';
import { finding } from './finding.ts';
import { FAIL, SUSPECT } from './flag.ts';
import type { CheckResult } from './observation.ts';

export interface Span {
  readonly min: number;
  readonly max: number;
}

/**
 * QARTOD gross range: outside `fail` the value fails, outside `suspect` it is suspect. The limit itself passes.
 * A value that is not a finite number is missing. Source: domain.md §3.3.
 */
export function grossRange(value: number, spans: { readonly fail?: Span | undefined; readonly suspect?: Span | undefined }): CheckResult {
  if (!Number.isFinite(value)) return missing('gross-range');
  const outside = (span: Span | undefined): span is Span => span !== undefined && (value < span.min || value > span.max);
  const said = ({ min, max }: Span) => finding('outside-range', { value, min, max });
  if (outside(spans.fail)) return { check: 'gross-range', flag: FAIL, detail: said(spans.fail) };
  if (outside(spans.suspect)) return { check: 'gross-range', flag: SUSPECT, detail: said(spans.suspect) };
  return passed('gross-range');
}
