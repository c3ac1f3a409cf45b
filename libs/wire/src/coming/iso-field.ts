import { type Instant, instantFromIso } from '@voldgrav/hydrology';
import { z } from 'zod';

const ISO = 'a time in ISO 8601 with an offset, such as 2026-08-26T12:20:00Z';

/** A time of the HTTP API as an instant; one without an offset is ambiguous and refused. */
export const isoField = z.string(ISO).transform((text, context): Instant => {
  const at = instantFromIso(text);
  if (at !== undefined) return at;
  context.addIssue({ code: 'custom', message: ISO });
  return z.NEVER;
});
