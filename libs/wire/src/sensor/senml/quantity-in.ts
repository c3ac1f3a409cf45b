import { isQuantity, type Quantity, unitOf } from '@voldgrav/reading';

/** What a name and a unit say together, and how a value gets into the unit that our quantity carries. */
export interface NamedQuantity {
  readonly quantity: Quantity;
  readonly inOurUnit: (value: number) => number;
}

/** Names in common use for what we measure, beside our own. */
const NAMES: Readonly<Record<string, Quantity>> = {
  rain: 'rain_mm',
  precipitation: 'rain_mm',
  rain_total: 'rain_total_mm',
  level: 'level_m',
  water_level: 'level_m',
  distance: 'distance_m',
  depth: 'depth_m',
  pressure: 'pressure_hpa',
  current: 'current_ma',
  flow: 'flow_lps',
  pump: 'pump_on',
  gate: 'gate_open',
  temperature: 'temperature_c',
  battery: 'battery_v',
};

/**
 * How each of our units is reached from those of RFC 8428 §12.1 and, where they measure the same, RFC 8798. Divisions
 * keep the digits that a factor such as 0.001 would lose.
 */
const FROM: Readonly<Record<string, Readonly<Record<string, (value: number) => number>>>> = {
  mm: { mm: asItIs, cm: (value) => value * 10, m: (value) => value * 1000 },
  m: { m: asItIs, cm: (value) => value / 100, mm: (value) => value / 1000, km: (value) => value * 1000 },
  hPa: { hPa: asItIs, Pa: (value) => value / 100 },
  'l/s': { 'l/s': asItIs, 'm3/s': (value) => value * 1000 },
  Cel: { Cel: asItIs, K: (value) => Number((value - 273.15).toFixed(6)) },
  mA: { mA: asItIs, A: (value) => value * 1000 },
  V: { V: asItIs, mV: (value) => value / 1000 },
  '1': { '1': asItIs, '/': asItIs, count: asItIs, '': asItIs },
};

function asItIs(value: number): number {
  return value;
}

/**
 * The quantity that a SenML name stands for: our own name, or a common one, as its last part after a slash, colon or
 * dot. A name of ours needs no unit, as it carries one; if it has one, that counts. Undefined for a name nobody knows.
 */
export function quantityIn(name: string, unit: string): NamedQuantity | 'unknown-unit' | undefined {
  const last = name.slice(Math.max(...['/', ':', '.'].map((mark) => name.lastIndexOf(mark))) + 1);
  const known = Object.hasOwn(NAMES, last.toLowerCase()) ? NAMES[last.toLowerCase()] : undefined;
  const quantity = isQuantity(last) ? last : known;
  if (quantity === undefined) return undefined;
  if (isQuantity(last) && unit === '') return { quantity, inOurUnit: asItIs };
  const ways = FROM[unitOf(quantity)];
  const inOurUnit = ways !== undefined && Object.hasOwn(ways, unit) ? ways[unit] : undefined;
  return inOurUnit === undefined ? 'unknown-unit' : { quantity, inOurUnit };
}
