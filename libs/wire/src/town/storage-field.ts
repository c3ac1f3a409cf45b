import { cubicMetres, metresAboveDatum, type StorageCurve } from '@voldgrav/hydrology';
import { z } from 'zod';
import { numberAtLeast, numberField } from './fields.ts';
import { risesIn } from './rises-in.ts';

/** A storage curve as rows of level and volume: begins with an empty basin and rises strictly in both columns. */
export const storageField = z
  .array(z.strictObject({ level_m: numberField, volume_m3: numberAtLeast(0) }))
  .min(2)
  .superRefine((rows, context) => {
    risesIn('a storage curve', 'level_m', 'volume_m3')(rows, context);
    if (rows[0] !== undefined && rows[0].volume_m3 !== 0) {
      context.addIssue({ code: 'custom', path: [0, 'volume_m3'], message: '0 at the bottom of the basin' });
    }
  })
  .transform(
    (rows): StorageCurve =>
      rows.map((row) => ({ level: metresAboveDatum(row.level_m), volume: cubicMetres(row.volume_m3) })),
  );
