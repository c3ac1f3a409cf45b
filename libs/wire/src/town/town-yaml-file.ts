import { millimetres, minutes } from '@voldgrav/hydrology';
import { DURATIONS } from '@voldgrav/readiness';
import { z } from 'zod';
import { idField, numberAbove, numberFrom, positionField, textField } from './fields.ts';
import type { Town } from './town.ts';

const TIME_ZONE = 'a time zone by its IANA name, such as "Europe/Copenhagen"';

const DURATION = `a duration in minutes, one of ${DURATIONS.join(', ')}`;

/** A rain that the town wants to be able to take, beside DMI's skybrud and kraftig regn. */
const referenceRain = z
  .strictObject({ minutes: z.number(DURATION).refine((length) => DURATIONS.some((duration) => duration === length), DURATION), mm: numberAbove(0) })
  .transform(({ minutes: length, mm }) => ({ minutes: minutes(length), depth: millimetres(mm) }));

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // Intl knows no other way to say "never heard of it".
    return false;
  }
}

/** town.yaml: what the municipality is called, which clock and datum it uses, where its map opens, and which rains it wants to be able to take. */
export const townYamlFile = z
  .strictObject({
    id: idField,
    name: textField,
    invented: z.boolean(),
    time_zone: z.string(TIME_ZONE).refine(isTimeZone, TIME_ZONE),
    datum: textField,
    languages: z.array(z.enum(['da', 'en'])).min(1),
    view: z.strictObject({ centre: positionField, zoom: numberFrom(1, 20) }),
    reference_rains: z.array(referenceRain).optional(),
  })
  .transform(
    ({ time_zone, reference_rains, ...rest }): Pick<Town, 'id' | 'name' | 'invented' | 'timeZone' | 'datum' | 'languages' | 'view' | 'referenceRains'> => ({
      ...rest,
      ...(reference_rains === undefined ? {} : { referenceRains: reference_rains }),
      timeZone: time_zone,
    }),
  );
