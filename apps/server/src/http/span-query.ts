import { type Instant, instantFromIso, shifted } from '@voldgrav/hydrology';
import { badRequest } from './problem.ts';

/** `from` and `to` of a query in ISO 8601; `to` is now when absent, `from` lies `usual` ms before it. */
export function spanOf(query: { readonly from?: string; readonly to?: string }, now: Instant, usual: number): { from: Instant; to: Instant } {
  const to = query.to === undefined ? now : momentOf('to', query.to);
  const from = query.from === undefined ? shifted(to, -usual) : momentOf('from', query.from);
  if (from >= to) throw badRequest('from must lie before to.');
  return { from, to };
}

/** A moment that a request names; one without an offset is ambiguous and refused. */
export function momentOf(name: string, text: string): Instant {
  const moment = instantFromIso(text);
  if (moment === undefined) throw badRequest(`${name} must be a time in ISO 8601 with an offset, such as 2026-08-26T12:20:00Z.`);
  return moment;
}
