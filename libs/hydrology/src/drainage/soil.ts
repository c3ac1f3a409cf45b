import type { Millimetres } from '../units.ts';

/** What the soil of a rural catchment does with rain: the wetter it is, the more of the rain runs off at once. */
export interface Soil {
  /** Water it holds when it is saturated. */
  readonly capacity: Millimetres;
  /** How sharply runoff sets in: the share that runs off is (moisture / capacity)^exponent. */
  readonly exponent: number;
  /** Share of the moisture that is left after a day, by season; 0.85–0.98 is usual (domain.md §4.3). */
  readonly keptPerDay: { readonly summer: number; readonly winter: number };
}

/** What one step of rain does to the soil. */
export interface SoilStep {
  readonly moisture: number;
  readonly runoff: number;
}

/**
 * Saturation-excess runoff from `rain` mm on soil that holds `moisture` mm: pe·(M/Mmax)^β runs off, the rest soaks in,
 * and what the saturated soil cannot hold runs off too. Rain = runoff + rise of the moisture, always.
 */
export function soilAfterRain(moisture: number, rain: number, soil: Soil): SoilStep {
  const direct = rain * (moisture / soil.capacity) ** soil.exponent;
  const soaked = Math.min(rain - direct, soil.capacity - moisture);
  return { moisture: moisture + soaked, runoff: rain - soaked };
}

const MINUTES_A_DAY = 1440;

/** The share of the moisture that is left after `minutes` without regard to rain: the antecedent precipitation index. */
export const soilKept = (keptPerDay: number, minutes: number): number => keptPerDay ** (minutes / MINUTES_A_DAY);

/** The half of the year that a month (0 is January) lies in: in summer, April to September, the soil dries out faster. */
export const seasonOf = (month: number): keyof Soil['keptPerDay'] => (month >= 3 && month <= 8 ? 'summer' : 'winter');

/** The share of the moisture that is left after a day in a month. */
export const keptInMonth = (soil: Soil, month: number): number => soil.keptPerDay[seasonOf(month)];
