import {
  type Asset,
  type Basin,
  litresPerSecond,
  metresAboveDatum,
  type Pump,
  type Road,
  type Sea,
  type Stream,
  years,
} from '@voldgrav/hydrology';
import { z } from 'zod';
import {
  idField,
  numberAbove,
  numberAtLeast,
  numberField,
  positionField,
  referenceField,
  ringField,
  textField,
} from './fields.ts';
import { inOneOf } from './one-of.ts';
import { storageField } from './storage-field.ts';

const placed = { id: idField, name: textField, position: positionField, organisation: referenceField };

// Judged as soon as these two are sound, whatever else is wrong with the basin.
const crestAndStorage = z.object({ crest_m: numberField, storage: z.array(z.object({ level: z.number() })).min(2).readonly() });

function storageSpan(basin: unknown): { readonly lowest: number; readonly highest: number } {
  const levels = crestAndStorage.parse(basin).storage.map((point) => point.level);
  return { lowest: Math.min(...levels), highest: Math.max(...levels) };
}

/** A crest that the storage curve does not reach would leave the basin's capacity to guesswork. */
function crestLiesOnCurve(basin: z.output<typeof crestAndStorage>): boolean {
  const { lowest, highest } = storageSpan(basin);
  return basin.crest_m > lowest && basin.crest_m <= highest;
}

const basinRow = z
  .strictObject({
    kind: z.literal('basin'),
    ...placed,
    catchment: referenceField,
    storage: storageField,
    crest_m: numberField,
    outlet_lps: numberAtLeast(0),
    level_sensor: referenceField,
    design_return_period_years: numberAbove(0),
    design_climate_factor: numberAtLeast(1),
    ring: ringField.optional(),
  })
  .refine(crestLiesOnCurve, {
    path: ['crest_m'],
    error: ({ input }) => {
      const { lowest, highest } = storageSpan(input);
      return `a crest within the storage curve, above ${lowest} and not above ${highest}`;
    },
    when: ({ value }) => crestAndStorage.safeParse(value).success,
  })
  .transform(
    ({ crest_m, outlet_lps, level_sensor, design_return_period_years, design_climate_factor, ring, ...rest }): Basin => ({
      ...rest,
      crest: metresAboveDatum(crest_m),
      outlet: litresPerSecond(outlet_lps),
      levelSensor: level_sensor,
      designReturnPeriod: years(design_return_period_years),
      designClimateFactor: design_climate_factor,
      ...(ring === undefined ? {} : { ring }),
    }),
  );

const pumpRow = z
  .strictObject({
    kind: z.literal('pump'),
    ...placed,
    from: referenceField,
    capacity_lps: numberAbove(0),
    state_sensor: referenceField.optional(),
  })
  .transform(
    ({ capacity_lps, state_sensor, ...rest }): Pump => ({
      ...rest,
      capacity: litresPerSecond(capacity_lps),
      ...(state_sensor === undefined ? {} : { stateSensor: state_sensor }),
    }),
  );

const roadRow = z
  .strictObject({
    kind: z.literal('road'),
    ...placed,
    catchment: referenceField,
    floods_at_m: numberField,
    level_sensor: referenceField,
  })
  .transform(
    ({ floods_at_m, level_sensor, ...rest }): Road => ({
      ...rest,
      floodsAt: metresAboveDatum(floods_at_m),
      levelSensor: level_sensor,
    }),
  );

const streamRow = z
  .strictObject({ kind: z.literal('stream'), ...placed, bank_m: numberField, level_sensor: referenceField })
  .transform(
    ({ bank_m, level_sensor, ...rest }): Stream => ({
      ...rest,
      bankLevel: metresAboveDatum(bank_m),
      levelSensor: level_sensor,
    }),
  );

const seaRow = z
  .strictObject({ kind: z.literal('sea'), ...placed, closes_outlets_at_m: numberField, level_sensor: referenceField })
  .transform(
    ({ closes_outlets_at_m, level_sensor, ...rest }): Sea => ({
      ...rest,
      closesOutletsAt: metresAboveDatum(closes_outlets_at_m),
      levelSensor: level_sensor,
    }),
  );

export const ASSET_KINDS = ['basin', 'pump', 'road', 'stream', 'sea'] as const satisfies readonly Asset['kind'][];

const assetRow = z.discriminatedUnion('kind', [basinRow, pumpRow, roadRow, streamRow, seaRow], {
  error: (issue) => (issue.code === 'invalid_union' ? inOneOf(ASSET_KINDS) : undefined),
});

/** assets.yaml: what water is led to, through or from. */
export const assetsFile = z.strictObject({ assets: z.array(assetRow) });
