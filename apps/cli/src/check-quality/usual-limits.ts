import { micrometresFrom, millimetres, minutes, seconds } from '@voldgrav/hydrology';
import { NOT_RAIN, recordDepth, type SeriesLimits } from '@voldgrav/quality';
import type { Quantity } from '@voldgrav/reading';
import type { QualityConfig } from './quality-config.ts';

const between = (min: number, max: number): SeriesLimits => ({ grossRange: { fail: { min, max } } });

/** No interval up to a day holds more. */
const MOST_RAIN_MM = NOT_RAIN * recordDepth(minutes(1_440));

/**
 * What a series is put to when nobody says otherwise, in the unit of its quantity. Rain: the Danish records. Water levels:
 * no land lies outside −10 to 200 m DVR90; a spike of 0.3 m is suspect. The sea rose by half a metre an hour at the worst of
 * six years in the Sound, so 1 m an hour is suspect; it never fails, since a basin in a cloudburst may be as fast. A level
 * that stands still for twelve hours is suspect only: dry basins do.
 */
const USUAL: Readonly<Record<Quantity, QualityConfig>> = {
  rain_mm: { limits: { ...between(0, MOST_RAIN_MM), exceedance: 'danish-record', streak: { resolution: millimetres(0.2) } } },
  rain_total_mm: { limits: between(0, 1e6), counter: { depthPerCount: micrometresFrom(1) } },
  tips: { limits: between(0, 2 ** 32), counter: { depthPerCount: micrometresFrom(0.2), modulus: 2 ** 16 } },
  level_m: {
    limits: {
      ...between(-10, 200),
      spike: { suspect: 0.3, fail: 0.6, method: 'differential' },
      rateOfChange: { suspect: 1 },
      flatLine: { suspect: seconds(43_200), tolerance: 0.001 },
    },
  },
  distance_m: { limits: { ...between(0, 100), spike: { suspect: 0.3, fail: 0.6, method: 'differential' } } },
  depth_m: { limits: { ...between(-0.1, 100), spike: { suspect: 0.3, fail: 0.6, method: 'differential' } } },
  pressure_hpa: { limits: between(-10, 12_000) },
  flow_lps: { limits: between(-100_000, 100_000) },
  pump_on: { limits: between(0, 1) },
  gate_open: { limits: between(0, 1) },
  temperature_c: { limits: between(-50, 60) },
  battery_v: { limits: between(0, 60) },
};

export const usualConfig = (quantity: Quantity): QualityConfig => USUAL[quantity];
