import type { LocalText } from '@voldgrav/alert';
import { type Instant, instantFromIso, type Position, type Ring } from '@voldgrav/hydrology';
import { z } from 'zod';

// What the files of a town are made of. Each field says in words what it expects, since those words end up in front of
// the town's engineer: "expected a number above 0, found -2".

const ID = 'a short name of letters, digits, dots, hyphens and underscores';
/** Ids go into MQTT topics and addresses, so slashes, spaces and wildcards are out. */
export const idField = z.string(ID).regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, ID);

const TEXT = 'a text that is not empty';
export const textField = z.string(TEXT).refine((text) => text.trim() !== '', TEXT);

/** A reference by id; that it leads somewhere is checked once all files are read (references.ts). */
export const referenceField = z.string('an id');

export const localTextField: z.ZodType<LocalText> = z.strictObject({ da: textField, en: textField });

export const numberField = z.number('a number');

export function numberFrom(least: number, most: number) {
  const expected = `a number from ${least} to ${most}`;
  return z.number(expected).min(least, expected).max(most, expected);
}

export function numberAbove(limit: number) {
  const expected = `a number above ${limit}`;
  return z.number(expected).gt(limit, expected);
}

export function numberAtLeast(least: number) {
  const expected = `a number that is ${least} or more`;
  return z.number(expected).min(least, expected);
}

const TIME = 'a time with its offset, such as 2026-08-26T12:20:00+02:00';
export const timeField = z
  .string(TIME)
  .refine((text) => instantFromIso(text) !== undefined, TIME)
  .transform((text) => instantFromIso(text) as Instant);

const POSITION = 'a position as [longitude, latitude] in degrees';
const LONGITUDE = 'a longitude from -180 to 180 degrees';
const LATITUDE = 'a latitude from -90 to 90 degrees';

export const positionField: z.ZodType<Position> = z
  .tuple(
    [
      z.number(LONGITUDE).min(-180, LONGITUDE).max(180, LONGITUDE),
      z.number(LATITUDE).min(-90, LATITUDE).max(90, LATITUDE),
    ],
    POSITION,
  )
  .readonly();

const RING = 'a ring of at least four positions';

export const ringField: z.ZodType<Ring> = z
  .array(positionField, RING)
  .min(4, RING)
  .superRefine((ring, context) => {
    const first = ring[0];
    const last = ring[ring.length - 1];
    if (first === undefined || last === undefined || (first[0] === last[0] && first[1] === last[1])) return;
    context.addIssue({
      code: 'custom',
      path: [ring.length - 1],
      message: `the ring to end where it begins, at [${first.join(', ')}]`,
    });
  })
  .readonly();
