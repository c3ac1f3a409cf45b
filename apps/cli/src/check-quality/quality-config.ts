import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { micrometresFrom, millimetres, seconds } from '@voldgrav/hydrology';
import { type SeriesLimits, usualLimits } from '@voldgrav/quality';
import { isQuantity, type Quantity } from '@voldgrav/reading';
import type { Counter } from '@voldgrav/reading';
import { parse } from 'yaml';
import { z } from 'zod';
import { BadInput } from '../csv/bad-input.ts';

/** What a series is put to. Only what is named is checked, besides whether the value can be read at all. */
export interface QualityConfig {
  readonly limits: SeriesLimits;
  readonly counter?: Counter | undefined;
  /** Where the sensors stand; with it rain gauges are compared with their neighbours. */
  readonly positionsFile?: string | undefined;
}

/** Buckets of 0.2 mm counted in 16 bits, and totals in mm that do not roll over. */
const USUAL_COUNTERS: Partial<Record<Quantity, Counter>> = {
  tips: { depthPerCount: micrometresFrom(0.2), modulus: 2 ** 16 },
  rain_total_mm: { depthPerCount: micrometresFrom(1) },
};

/** What a series is put to without a configuration. */
export const usualConfig = (quantity: Quantity): QualityConfig => ({ limits: usualLimits(quantity), counter: USUAL_COUNTERS[quantity] });

const number = z.number('expected a number');
const positive = z.number('expected a number above 0').gt(0, 'expected a number above 0');
const RANGE = 'expected a range as [lowest, highest]';
const range = z
  .tuple([number, number], RANGE)
  .refine(([lowest, highest]) => lowest <= highest, RANGE)
  .transform(([min, max]) => ({ min, max }));
const suspectAndFail = { suspect: positive.optional(), fail: positive.optional() };

/** The keys of contract.md §6, and those of the checks that came later. */
const configFile = z.strictObject({
  quantity: z.string().refine(isQuantity, 'expected a quantity, such as rain_mm or level_m').optional(),
  grossRange: z.strictObject({ suspect: range.optional(), fail: range.optional() }).optional(),
  spike: z.strictObject({ ...suspectAndFail, method: z.enum(['average', 'differential']).optional() }).optional(),
  rateOfChange: z.strictObject({ suspectPerHour: positive.optional(), failPerHour: positive.optional() }).optional(),
  flatLine: z.strictObject({ suspectSeconds: positive.optional(), failSeconds: positive.optional(), tolerance: positive }).optional(),
  attenuatedSignal: z
    .strictObject({ windowSeconds: positive, measure: z.enum(['standard-deviation', 'range']).default('standard-deviation'), ...suspectAndFail })
    .optional(),
  timeGap: z.strictObject({ seconds: positive }).optional(),
  sensorLimit: z.strictObject({ min: number.optional(), max: number.optional() }).optional(),
  exceedance: z.literal('danish-record').optional(),
  streak: z.strictObject({ resolution: positive, meanWetDay: positive.optional() }).optional(),
  counter: z.strictObject({ mmPerCount: positive, modulus: positive.optional() }).optional(),
  positions: z.string().optional(),
});

/** Reads a configuration for `quantity`. Every fault of it is in the one sentence of `BadInput`. */
export async function readQualityConfig(file: string, quantity: Quantity): Promise<QualityConfig> {
  const read = configFile.safeParse(await yamlOf(file));
  if (!read.success) {
    throw new BadInput(`${file}: ${read.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`).join('; ')}.`);
  }
  const said = read.data;
  if (said.quantity !== undefined && said.quantity !== quantity) throw new BadInput(`${file} is for ${said.quantity}, not for ${quantity}.`);
  if (said.positions !== undefined && quantity !== 'rain_mm') throw new BadInput(`${file}: positions: only gauges of rain_mm are compared with their neighbours.`);
  return {
    limits: limitsOf(said),
    counter: said.counter === undefined ? undefined : { depthPerCount: micrometresFrom(said.counter.mmPerCount), modulus: said.counter.modulus },
    positionsFile: said.positions === undefined ? undefined : resolve(dirname(file), said.positions),
  };
}

function limitsOf(said: z.output<typeof configFile>): SeriesLimits {
  const { flatLine, rateOfChange, attenuatedSignal, streak } = said;
  return {
    ...said,
    rateOfChange: rateOfChange && { suspect: rateOfChange.suspectPerHour, fail: rateOfChange.failPerHour },
    flatLine: flatLine && { suspect: secondsOf(flatLine.suspectSeconds), fail: secondsOf(flatLine.failSeconds), tolerance: flatLine.tolerance },
    attenuatedSignal: attenuatedSignal && { ...attenuatedSignal, window: seconds(attenuatedSignal.windowSeconds) },
    timeGap: said.timeGap && { longest: seconds(said.timeGap.seconds) },
    streak: streak && { resolution: millimetres(streak.resolution), meanWetDay: streak.meanWetDay === undefined ? undefined : millimetres(streak.meanWetDay) },
  };
}

const secondsOf = (value: number | undefined) => (value === undefined ? undefined : seconds(value));

async function yamlOf(file: string): Promise<unknown> {
  try {
    return parse(await readFile(file, 'utf8')) as unknown;
  } catch (error) {
    throw new BadInput(`${file} cannot be read: ${(error as Error).message.split('\n')[0]}`, { cause: error });
  }
}
