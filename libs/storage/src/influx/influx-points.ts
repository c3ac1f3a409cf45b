import { type Instant, instant } from '@voldgrav/hydrology';
import type { Series } from '@voldgrav/pipeline';
import { type CheckResult, type Flag, flagOfRank, type Observation, rankOf } from '@voldgrav/quality';
import { type Quantity, QUANTITIES } from '@voldgrav/reading';
import { type Rollup, ROLLUP_RESOLUTIONS, type RollupResolution } from '@voldgrav/rollup';
import { FieldType, type IPoint, type ISchemaOptions } from 'influx';

/**
 * How observations lie in InfluxDB: a measurement for each quantity and one for each of its resolutions, such as `rain_mm` and
 * `rain_mm_10m`; one tag, `sensor`, whose values are the registry's (operations.md F26); times in milliseconds.
 */
const OBSERVATION_FIELDS = {
  value: FieldType.FLOAT,
  flag: FieldType.INTEGER,
  received_at: FieldType.INTEGER,
  arrival: FieldType.BOOLEAN,
  checks: FieldType.STRING,
  revision: FieldType.INTEGER,
  judgement: FieldType.INTEGER,
};
const ROLLUP_FIELDS = { min: FieldType.FLOAT, max: FieldType.FLOAT, last: FieldType.FLOAT, sum: FieldType.FLOAT, count: FieldType.INTEGER, flag: FieldType.INTEGER, rank: FieldType.INTEGER };
const SUFFIXES: Readonly<Record<RollupResolution, string>> = { 60: '1m', 600: '10m', 3_600: '1h', 86_400: '1d' };

export const OBSERVATION_COLUMNS: readonly string[] = Object.keys(OBSERVATION_FIELDS);
export const ROLLUP_COLUMNS: readonly string[] = ['min', 'max', 'last', 'sum', 'count', 'rank'];
/** The same of several rollups as one, in InfluxQL; that is what `rank` is for, which grows with how bad a flag is. */
export const JOINED_COLUMNS: readonly string[] = ['min("min")', 'max("max")', 'last("last")', 'sum("sum")', 'sum("count")', 'max("rank")'];
export const ALL_QUANTITIES = Object.keys(QUANTITIES) as readonly Quantity[];

export const rollupMeasurement = (quantity: Quantity, resolution: RollupResolution): string => `${quantity}_${SUFFIXES[resolution]}`;

export const SCHEMA: readonly ISchemaOptions[] = ALL_QUANTITIES.flatMap((quantity) => [
  { measurement: quantity, fields: OBSERVATION_FIELDS, tags: ['sensor'] },
  ...ROLLUP_RESOLUTIONS.map((resolution) => ({ measurement: rollupMeasurement(quantity, resolution), fields: ROLLUP_FIELDS, tags: ['sensor'] })),
]);

export function pointOf(o: Observation): IPoint {
  const fields: Record<string, unknown> = { value: o.value, flag: o.flag, received_at: o.receivedAt };
  // InfluxDB joins the fields of two points at one place: what takes the place of another says all of them.
  const replaces = o.revision !== undefined || o.judgement !== undefined;
  if (replaces || o.timeFrom === 'arrival') fields['arrival'] = o.timeFrom === 'arrival';
  if (replaces || o.checks.length > 0) fields['checks'] = o.checks.length === 0 ? '' : textOf(o.checks);
  if (o.revision !== undefined) fields['revision'] = o.revision;
  if (o.judgement !== undefined) fields['judgement'] = o.judgement;
  return { measurement: o.quantity, tags: { sensor: o.sensor }, fields, timestamp: String(o.phenomenonTime) };
}

/** The client's escaping goes astray on a backslash before an apostrophe (influx 5.12.0). */
const textOf = (checks: readonly CheckResult[]): string => JSON.stringify(checks).replaceAll("'", '\\u0027');

/** A row of `OBSERVATION_COLUMNS`, the time before them. */
export function observationOf([time, value, flag, receivedAt, arrival, checks, revision, judgement]: readonly unknown[], { sensor, quantity }: Series): Observation {
  const observation: Observation = {
    sensor,
    quantity,
    value: value as number,
    phenomenonTime: instant(time as number),
    receivedAt: instant(receivedAt as number),
    timeFrom: arrival === true ? 'arrival' : 'sensor',
    flag: flag as Flag,
    checks: typeof checks === 'string' && checks !== '' ? (JSON.parse(checks) as readonly CheckResult[]) : [],
  };
  if (revision === null && judgement === null) return observation;
  return { ...observation, ...(revision === null ? {} : { revision: revision as number }), ...(judgement === null ? {} : { judgement: judgement as number }) };
}

export const rollupPoint = ({ sensor, quantity }: Series, resolution: RollupResolution, { endsAt, min, max, last, sum, count, flag }: Rollup): IPoint => ({
  measurement: rollupMeasurement(quantity, resolution),
  tags: { sensor },
  fields: { min, max, last, sum, count, flag, rank: rankOf(flag) },
  timestamp: String(endsAt),
});

/** A window that is empty again: a count of 0 is read as nothing, and is understood by servers that cannot delete. */
export const emptied = (endsAt: Instant): Rollup => ({ endsAt, min: 0, max: 0, last: 0, sum: 0, count: 0, flag: 9 });

/** A row of `ROLLUP_COLUMNS`, the time before them. */
export const rollupOf = ([time, min, max, last, sum, count, rank]: readonly unknown[]): Rollup => ({
  endsAt: instant(time as number),
  min: min as number,
  max: max as number,
  last: last as number,
  sum: sum as number,
  count: count as number,
  flag: flagOfRank(rank as number),
});
