import { micrometresFrom, seconds } from '@voldgrav/hydrology';
import { type Counter, type Quantity, QUANTITIES, type Sensor } from '@voldgrav/reading';
import { z } from 'zod';
import { idField, numberAbove, numberField, positionField, referenceField, textField, timeField } from './fields.ts';
import { levelField, levelSourceOf } from './level-field.ts';
import { seriesChecksField } from './series-checks-field.ts';
import { inOneOf } from './one-of.ts';

/** What each kind of instrument can be there to measure. */
const MEASURES: Readonly<Record<Sensor['kind'], readonly Quantity[]>> = {
  'rain-gauge': ['rain_mm', 'rain_total_mm', 'tips'],
  'level-sensor': ['level_m', 'distance_m', 'depth_m', 'pressure_hpa', 'current_ma'],
  'tide-gauge': ['level_m', 'distance_m', 'depth_m', 'pressure_hpa', 'current_ma'],
  'pump-state': ['pump_on'],
  barometer: ['pressure_hpa'],
};

export const SENSOR_KINDS = ['rain-gauge', 'level-sensor', 'tide-gauge', 'pump-state', 'barometer'] as const satisfies readonly Sensor['kind'][];

const kindField = z.enum(SENSOR_KINDS);
const quantityField = z.enum(Object.keys(QUANTITIES) as Quantity[]);

// Whether two keys fit each other is judged as soon as those two are sound, whatever else is wrong with the entry.
const kindAndQuantity = z.object({ kind: kindField, quantity: quantityField });

const RANGE = 'a range as [lowest, highest]';
const rangeField = z.tuple([numberField, numberField], RANGE).refine(([lowest, highest]) => lowest < highest, RANGE);

const maintenanceRow = z
  .strictObject({ from: timeField, until: timeField, ended_at: timeField.optional(), reason: textField })
  .transform(({ ended_at, ...rest }) => ({ ...rest, endedAt: ended_at }));

const counterField = z.strictObject({ mm_per_tip: numberAbove(0).optional(), rolls_over_at: numberAbove(0).optional() });

const quantityAndCounter = z.object({ quantity: quantityField, counter: counterField.optional() });

/** A running total counts in mm; a bucket's tips say nothing until someone says how much rain one is. */
function counterOf(quantity: Quantity, counter: z.output<typeof counterField> | undefined): Counter | undefined {
  if (quantity !== 'tips' && quantity !== 'rain_total_mm') return undefined;
  const modulus = counter?.rolls_over_at;
  return { depthPerCount: micrometresFrom(quantity === 'tips' ? (counter?.mm_per_tip ?? 0) : 1), ...(modulus === undefined ? {} : { modulus }) };
}

type Writable<Thing> = { -readonly [Key in keyof Thing]: Thing[Key] };

const sensorRow = z
  .strictObject({
    id: idField,
    name: textField,
    kind: kindField,
    quantity: quantityField,
    position: positionField,
    expected_interval_s: numberAbove(0),
    plausible: rangeField,
    sees: rangeField.optional(),
    counter: counterField.optional(),
    level: levelField.optional(),
    checks: seriesChecksField.optional(),
    maintenance: z.array(maintenanceRow, 'a list of maintenance windows').optional(),
    organisation: referenceField,
  })
  .refine(({ kind, quantity }) => MEASURES[kind].includes(quantity), {
    path: ['quantity'],
    error: ({ input }) => {
      const { kind } = input as z.output<typeof kindAndQuantity>;
      return `${inOneOf(MEASURES[kind])} from a ${kind}`;
    },
    when: ({ value }) => kindAndQuantity.safeParse(value).success,
  })
  .refine(({ quantity, counter }) => quantity !== 'tips' || counter?.mm_per_tip !== undefined, {
    path: ['counter', 'mm_per_tip'],
    error: 'how many mm of rain one tip is, such as 0.2',
    when: ({ value }) => quantityAndCounter.safeParse(value).success,
  })
  .refine(({ quantity, counter }) => counter === undefined || quantity === 'tips' || (quantity === 'rain_total_mm' && counter.mm_per_tip === undefined), {
    path: ['counter'],
    error: 'a counter only for tips, or for rain_total_mm with no more than rolls_over_at, which counts in mm',
    when: ({ value }) => quantityAndCounter.safeParse(value).success,
  })
  .transform(({ expected_interval_s, plausible, sees, counter, level, ...rest }): Sensor => {
    const counts = counterOf(rest.quantity, counter);
    const source = levelSourceOf(rest.quantity, level);
    const { id, name, kind, quantity, position, checks, maintenance, organisation } = rest;
    // Written out and grown key by key: V8 gives each object that a spread makes a shape of its own, and the ten thousand shapes of a
    // large town take more room than its sensors and make every message look its sensor's keys up anew (Node 20).
    const sensor: Writable<Sensor> = { id, name, kind, quantity, position, organisation, expectedInterval: seconds(expected_interval_s), plausible: { min: plausible[0], max: plausible[1] } };
    if (checks !== undefined) sensor.checks = checks;
    if (maintenance !== undefined) sensor.maintenance = maintenance;
    if (sees !== undefined) sensor.sees = { min: sees[0], max: sees[1] };
    if (counts !== undefined) sensor.counter = counts;
    if (source !== undefined) sensor.level = source;
    return sensor;
  });

/** sensors.yaml: every instrument, what it measures, how often it speaks and what it can possibly say. */
export const sensorsFile = z.strictObject({ sensors: z.array(sensorRow).min(1) });
