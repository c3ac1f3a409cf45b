import { millimetres, minutes, seconds } from '@voldgrav/hydrology';
import type { Quantity } from '@voldgrav/reading';
import type { SeriesLimits } from './check-point.ts';
import { NOT_RAIN, recordDepth } from './rain-record.ts';

const between = (min: number, max: number): SeriesLimits => ({ grossRange: { fail: { min, max } } });

/** No interval up to a day holds more. */
const MOST_RAIN_MM = NOT_RAIN * recordDepth(minutes(1_440));

const WATER_SPIKE = { suspect: 0.3, fail: 0.6, method: 'differential' } as const;

/**
 * Rain: the Danish records. Water levels: no land lies outside −10 to 200 m DVR90; a spike of 0.3 m is suspect. The sea
 * rose by half a metre an hour at the worst of six years in the Sound, so half as much again is suspect; it never fails,
 * since a basin in a cloudburst is faster. A level that stands still for twelve hours is suspect only: dry basins do.
 */
const USUAL: Readonly<Record<Quantity, SeriesLimits>> = {
  rain_mm: { ...between(0, MOST_RAIN_MM), exceedance: 'danish-record', streak: { resolution: millimetres(0.2) } },
  rain_total_mm: between(0, 1e6),
  tips: between(0, 2 ** 32),
  level_m: { ...between(-10, 200), spike: WATER_SPIKE, rateOfChange: { suspect: 0.75 }, flatLine: { suspect: seconds(43_200), tolerance: 0.001 } },
  distance_m: { ...between(0, 100), spike: WATER_SPIKE },
  depth_m: { ...between(-0.1, 100), spike: WATER_SPIKE },
  pressure_hpa: between(-10, 12_000),
  current_ma: between(0, 24),
  flow_lps: between(-100_000, 100_000),
  pump_on: between(0, 1),
  gate_open: between(0, 1),
  temperature_c: between(-50, 60),
  battery_v: between(0, 60),
};

/** What a series is put to when nobody says otherwise, in the unit of its quantity. */
export const usualLimits = (quantity: Quantity): SeriesLimits => USUAL[quantity];
