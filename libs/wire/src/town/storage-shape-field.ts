import { metres, metresAboveDatum, storageOfShape, type StorageCurve } from '@voldgrav/hydrology';
import { z } from 'zod';
import { numberAbove, numberAtLeast, numberField } from './fields.ts';

/** A basin's storage as a pit with a rectangular bottom: upright walls (slope 0) or metres outwards for each metre up. */
export const storageShapeField = z
  .strictObject({ bottom_m: numberField, height_m: numberAbove(0), length_m: numberAbove(0), width_m: numberAbove(0), slope: numberAtLeast(0).default(0) })
  .transform(({ bottom_m, height_m, length_m, width_m, slope }): StorageCurve =>
    storageOfShape({ bottom: metresAboveDatum(bottom_m), height: metres(height_m), length: metres(length_m), width: metres(width_m), slope }),
  );
