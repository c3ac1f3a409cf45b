import {
  type Asset,
  type Conduit,
  litresPerSecond,
  metresAboveDatum,
  minutes,
  type Pump,
  type Road,
  type Sea,
  type Stream,
} from '@voldgrav/hydrology';
import { z } from 'zod';
import { basinRow } from './basin-row.ts';
import {
  numberAbove,
  numberAtLeast,
  numberField,
  referenceField,
} from './fields.ts';
import { inOneOf } from './one-of.ts';
import { fromLevelled, levelled, placed } from './placed-fields.ts';
import { ratingField } from './rating-field.ts';

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
    ...levelled,
    catchment: referenceField,
    floods_at_m: numberField,
  })
  .transform(
    ({ floods_at_m, level_sensor, unknown_after_min, ...rest }): Road => ({
      ...rest,
      floodsAt: metresAboveDatum(floods_at_m),
      ...fromLevelled({ level_sensor, unknown_after_min }),
    }),
  );

const streamRow = z
  .strictObject({ kind: z.literal('stream'), ...levelled, bank_m: numberField, rating: ratingField.optional(), passage_min: numberAtLeast(0).optional() })
  .transform(
    ({ bank_m, level_sensor, unknown_after_min, rating, passage_min = 0, ...rest }): Stream => ({
      ...rest,
      bankLevel: metresAboveDatum(bank_m),
      ...fromLevelled({ level_sensor, unknown_after_min }),
      ...(rating === undefined ? {} : { rating }),
      ...(passage_min === 0 ? {} : { passage: minutes(passage_min) }),
    }),
  );

const FLOODS = 'the id of what is flooded when more comes than it lets through: a limit without a place warns nobody';

const conduitRow = z
  .strictObject({
    kind: z.enum(['inlet', 'pipe']),
    ...placed,
    catchment: referenceField,
    capacity_lps: numberAbove(0),
    floods: z.string(FLOODS),
    overflow_to: referenceField.optional(),
  })
  .transform(
    ({ capacity_lps, overflow_to, ...rest }): Conduit => ({
      ...rest,
      capacity: litresPerSecond(capacity_lps),
      ...(overflow_to === undefined ? {} : { overflowTo: overflow_to }),
    }),
  );

const seaRow = z
  .strictObject({ kind: z.literal('sea'), ...levelled, closes_outlets_at_m: numberField })
  .transform(
    ({ closes_outlets_at_m, level_sensor, unknown_after_min, ...rest }): Sea => ({
      ...rest,
      closesOutletsAt: metresAboveDatum(closes_outlets_at_m),
      ...fromLevelled({ level_sensor, unknown_after_min }),
    }),
  );

export const ASSET_KINDS = ['basin', 'inlet', 'pipe', 'pump', 'road', 'stream', 'sea'] as const satisfies readonly Asset['kind'][];

const assetRow = z.discriminatedUnion('kind', [basinRow, conduitRow, pumpRow, roadRow, streamRow, seaRow], {
  error: (issue) => (issue.code === 'invalid_union' ? inOneOf(ASSET_KINDS) : undefined),
});

/** assets.yaml: what water is led to, through or from. */
export const assetsFile = z.strictObject({ assets: z.array(assetRow) });
