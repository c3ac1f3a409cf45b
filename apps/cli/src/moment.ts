import { instantFromIso, type Instant } from '@voldgrav/hydrology';
import { InvalidArgumentError } from 'commander';

/** A moment given on the command line. */
export function moment(text: string): Instant {
  const at = instantFromIso(text);
  if (at === undefined) throw new InvalidArgumentError('It must be ISO 8601 with an offset, such as 2026-08-26T10:00:00Z.');
  return at;
}
