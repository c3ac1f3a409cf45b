import { type Instant, type LevelForm, type LevelSurvey, metresAboveDatum } from '@voldgrav/hydrology';
import type { LevelSource, Quantity } from '@voldgrav/reading';
import { z } from 'zod';
import { numberAbove, numberField, referenceField, textField, timeField } from './fields.ts';

const surveyRow = z
  .strictObject({
    valid_from: timeField,
    valid_to: timeField.optional(),
    sensor_m: numberField,
    datum: textField,
    realisation: textField.optional(),
    surveyed_on: timeField.optional(),
  })
  .refine(({ valid_from, valid_to }) => valid_to === undefined || valid_to > valid_from, { path: ['valid_to'], error: 'a time after valid_from' })
  .transform(({ valid_from, valid_to, sensor_m, surveyed_on, ...rest }): LevelSurvey => ({ ...rest, validFrom: valid_from, validTo: valid_to, sensorLevel: metresAboveDatum(sensor_m), surveyedOn: surveyed_on }));

export const SURVEYS = 'at least one survey as {valid_from, sensor_m, datum}: where the sensor hangs, and from when on';

const surveysField = z
  .array(surveyRow, SURVEYS)
  .min(1, SURVEYS)
  .superRefine((surveys, context) => {
    const known = new Set<Instant>();
    surveys.forEach(({ validFrom }, index) => {
      if (known.has(validFrom)) context.addIssue({ code: 'custom', path: [index, 'valid_from'], message: 'a time of its own: another survey is valid from then' });
      known.add(validFrom);
    });
  });

const loopField = z.strictObject({ measures: z.enum(['depth', 'distance']), zero_m: numberField, span_m: numberAbove(0) });

/** `level` of a sensor in sensors.yaml: where it hangs, and what else must be known to make a water level of what it says. */
export const levelField = z.strictObject({
  surveys: surveysField,
  barometer: referenceField.optional(),
  density_kg_m3: numberAbove(0).optional(),
  loop: loopField.optional(),
});

type LevelRow = z.output<typeof levelField>;

/** How the sensor's word becomes a water level; undefined for what is one already. */
export function levelSourceOf(quantity: Quantity, level: LevelRow | undefined): LevelSource | undefined {
  const form = level === undefined ? undefined : formOf(quantity, level);
  if (level === undefined || form === undefined) return undefined;
  return { form, surveys: level.surveys, ...(level.barometer === undefined ? {} : { barometer: level.barometer }) };
}

function formOf(quantity: Quantity, { barometer, density_kg_m3, loop }: LevelRow): LevelForm | undefined {
  if (quantity === 'distance_m') return { kind: 'distance' };
  if (quantity === 'depth_m') return { kind: 'depth' };
  if (quantity === 'pressure_hpa') return { kind: 'pressure', feelsAir: barometer !== undefined, density: density_kg_m3 };
  return loop === undefined ? undefined : { kind: 'current', measures: loop.measures, zero: loop.zero_m, span: loop.span_m };
}
