import { z } from 'zod';
import { idField, positionField, textField, numberFrom } from './fields.ts';
import type { Town } from './town.ts';

const TIME_ZONE = 'a time zone by its IANA name, such as "Europe/Copenhagen"';

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // Intl knows no other way to say "never heard of it".
    return false;
  }
}

/** town.yaml: what the municipality is called, which clock and datum it uses, and where its map opens. */
export const townYamlFile = z
  .strictObject({
    id: idField,
    name: textField,
    invented: z.boolean(),
    time_zone: z.string(TIME_ZONE).refine(isTimeZone, TIME_ZONE),
    datum: textField,
    languages: z.array(z.enum(['da', 'en'])).min(1),
    view: z.strictObject({ centre: positionField, zoom: numberFrom(1, 20) }),
  })
  .transform(
    ({ time_zone, ...rest }): Pick<Town, 'id' | 'name' | 'invented' | 'timeZone' | 'datum' | 'languages' | 'view'> => ({
      ...rest,
      timeZone: time_zone,
    }),
  );
