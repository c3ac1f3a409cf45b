import { type Catchment, hectares, litresPerSecond, millimetres, minutes, type Soil } from '@voldgrav/hydrology';
import { z } from 'zod';
import {
  idField,
  numberAbove,
  numberAtLeast,
  numberFrom,
  referenceField,
  ringField,
  textField,
} from './fields.ts';

const GAUGES = 'at least one rain gauge: without one the catchment never hears that it rains';

/** Rural soil: what it holds, how sharply runoff sets in, and the share of its water that is left after a day. */
const soilField = z
  .strictObject({
    capacity_mm: numberAbove(0),
    exponent: numberAbove(0),
    kept_per_day_summer: numberFrom(0.5, 1),
    kept_per_day_winter: numberFrom(0.5, 1),
  })
  .transform(
    (row): Soil => ({
      capacity: millimetres(row.capacity_mm),
      exponent: row.exponent,
      keptPerDay: { summer: row.kept_per_day_summer, winter: row.kept_per_day_winter },
    }),
  );

const catchmentRow = z
  .strictObject({
    id: idField,
    name: textField,
    kind: z.enum(['urban', 'rural']),
    area_ha: numberAbove(0),
    impervious_share: numberFrom(0, 1),
    reduction_factor: numberFrom(0, 1),
    initial_loss_mm: numberAtLeast(0),
    initial_loss_recovery_min: numberAbove(0),
    time_of_concentration_min: numberAbove(0),
    gauges: z.array(referenceField).min(1, GAUGES),
    organisation: referenceField,
    ring: ringField,
    dry_weather_lps: numberAtLeast(0).optional(),
    soil: soilField.optional(),
  })
  .transform(
    (row): Catchment => ({
      id: row.id,
      name: row.name,
      kind: row.kind,
      area: hectares(row.area_ha),
      imperviousShare: row.impervious_share,
      reductionFactor: row.reduction_factor,
      initialLoss: millimetres(row.initial_loss_mm),
      initialLossRecovery: minutes(row.initial_loss_recovery_min),
      timeOfConcentration: minutes(row.time_of_concentration_min),
      gauges: row.gauges,
      organisation: row.organisation,
      ring: row.ring,
      ...(row.dry_weather_lps === undefined ? {} : { dryWeatherFlow: litresPerSecond(row.dry_weather_lps) }),
      ...(row.soil === undefined ? {} : { soil: row.soil }),
    }),
  );

/** catchments.yaml: the land that drains to each place and how it turns rain into water (domain.md §4.1). */
export const catchmentsFile = z.strictObject({ catchments: z.array(catchmentRow).min(1) });
