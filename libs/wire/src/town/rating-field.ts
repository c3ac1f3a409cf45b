import { litresPerSecond, metresAboveDatum, type RatingPoint } from '@voldgrav/hydrology';
import { z } from 'zod';
import { numberAtLeast, numberField } from './fields.ts';
import { risesIn } from './rises-in.ts';

/** A stream's flow by water level: rises in both columns. */
export const ratingField = z
  .array(z.strictObject({ level_m: numberField, flow_lps: numberAtLeast(0) }))
  .min(2)
  .superRefine(risesIn('a rating', 'level_m', 'flow_lps'))
  .transform((rows): readonly RatingPoint[] => rows.map((row) => ({ level: metresAboveDatum(row.level_m), flow: litresPerSecond(row.flow_lps) })));
