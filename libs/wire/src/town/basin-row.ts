import { type Basin, litresPerSecond, metresAboveDatum, outletFlow, type OutletLaw, years } from '@voldgrav/hydrology';
import { z } from 'zod';
import { numberAbove, numberAtLeast, numberField, referenceField, ringField } from './fields.ts';
import { outletField } from './outlet-field.ts';
import { fromLevelled, levelled } from './placed-fields.ts';
import { storageField } from './storage-field.ts';
import { storageShapeField } from './storage-shape-field.ts';

const curve = z.array(z.object({ level: z.number() })).min(2).readonly();
// Judged as soon as these are sound, whatever else is wrong with the basin.
const crestAndStorage = z.union([z.object({ crest_m: numberField, storage: curve }), z.object({ crest_m: numberField, storage_shape: curve })]);

function storageSpan(basin: unknown): { readonly crest: number; readonly lowest: number; readonly highest: number } {
  const sound = crestAndStorage.parse(basin);
  const levels = ('storage' in sound ? sound.storage : sound.storage_shape).map((point) => point.level);
  return { crest: sound.crest_m, lowest: Math.min(...levels), highest: Math.max(...levels) };
}

/** A crest that the storage curve does not reach would leave the basin's capacity to guesswork. */
function crestLiesOnCurve(basin: unknown): boolean {
  const { crest, lowest, highest } = storageSpan(basin);
  return crest > lowest && crest <= highest;
}

/** One of two keys that say the same, in different words. */
const oneOf = (first: string, second: string) => ({
  path: [first],
  error: `either ${first} or ${second}`,
  when: ({ value }: { readonly value: unknown }) => typeof value === 'object' && value !== null,
});

/** A basin of assets.yaml. `outlet_lps` is short for a constant outlet; `storage_shape` for the rows of a pit. */
export const basinRow = z
  .strictObject({
    kind: z.literal('basin'),
    ...levelled,
    catchment: referenceField,
    storage: storageField.optional(),
    storage_shape: storageShapeField.optional(),
    crest_m: numberField,
    outlet_lps: numberAtLeast(0).optional(),
    outlet: outletField.optional(),
    overflow_to: referenceField.optional(),
    design_return_period_years: numberAbove(0),
    design_climate_factor: numberAtLeast(1),
    ring: ringField.optional(),
  })
  .refine((basin) => (basin.outlet_lps === undefined) !== (basin.outlet === undefined), oneOf('outlet_lps', 'outlet'))
  .refine((basin) => (basin.storage === undefined) !== (basin.storage_shape === undefined), oneOf('storage', 'storage_shape'))
  .refine(crestLiesOnCurve, {
    path: ['crest_m'],
    error: ({ input }) => {
      const { lowest, highest } = storageSpan(input);
      return `a crest within the storage curve, above ${lowest} and not above ${highest}`;
    },
    when: ({ value }) => crestAndStorage.safeParse(value).success,
  })
  .transform(
    ({ crest_m, storage, storage_shape, outlet_lps, outlet, overflow_to, level_sensor, unknown_after_min, design_return_period_years, design_climate_factor, ring, ...rest }): Basin => ({
      ...rest,
      storage: storage ?? storage_shape ?? [],
      crest: metresAboveDatum(crest_m),
      outlet: outlet === undefined ? litresPerSecond(outlet_lps ?? 0) : flowAtCrest(outlet, crest_m),
      ...(outlet === undefined || outlet.kind === 'constant' ? {} : { outletLaw: outlet }),
      ...(overflow_to === undefined ? {} : { overflowTo: overflow_to }),
      ...fromLevelled({ level_sensor, unknown_after_min }),
      designReturnPeriod: years(design_return_period_years),
      designClimateFactor: design_climate_factor,
      ...(ring === undefined ? {} : { ring }),
    }),
  );

/** Whole tenths of a litre: what screens and the closed form of a single basin take. */
const flowAtCrest = (law: OutletLaw, crest: number) => litresPerSecond(Math.round(outletFlow(law, crest, undefined) * 10) / 10);
