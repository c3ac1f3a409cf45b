import { z } from 'zod';
import { idField, localTextField, numberField, positionField, referenceField, textField } from './fields.ts';
import type { Place } from './town.ts';

const placeRow = z
  .strictObject({
    id: idField,
    name: textField,
    kind: z.enum([
      'nursing-home',
      'underpass',
      'substation',
      'evacuation-road',
      'heritage',
      'school',
      'homes',
      'pumping-station',
    ]),
    position: positionField,
    flooded_by: referenceField,
    floods_at_m: numberField,
    stake: localTextField,
  })
  .transform(
    ({ flooded_by, floods_at_m, ...rest }): Place => ({ ...rest, floodedBy: flooded_by, floodsAt: floods_at_m }),
  );

/** places.yaml: what is at stake, and the asset and water level that flood it. */
export const placesFile = z.strictObject({ places: z.array(placeRow) });
