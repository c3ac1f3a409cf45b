import type { Figure } from './figure.ts';
import { generator } from './figures/generator.ts';
import { intakeRate } from './figures/intake-rate.ts';

/** In the order of the report. */
export const FIGURES: readonly Figure[] = [generator, intakeRate];
