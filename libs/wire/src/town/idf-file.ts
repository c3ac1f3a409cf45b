import { minutes } from '@voldgrav/hydrology';
import { z } from 'zod';
import { numberAbove, numberAtLeast, numberField, textField } from './fields.ts';
import type { IdfSource } from './town.ts';

const RISING = 'more than the value before it';

const risingField = z
  .array(numberAbove(0))
  .min(2)
  .superRefine((values, context) => {
    values.forEach((value, index) => {
      const before = values[index - 1];
      if (before !== undefined && value <= before) context.addIssue({ code: 'custom', path: [index], message: RISING });
    });
  });

// idf.yaml has the same keys as the file that `voldgrav rain-statistics --idf` takes (contract.md §6), so that a town's own
// table serves there too.
const DATE = 'a date as year-month-day, such as 2026-11-23';

const heading = {
  source: textField,
  date: z.string(DATE).regex(/^\d{4}-\d\d-\d\d$/, DATE),
  climateFactor: numberAtLeast(1),
};

/** The same knowledge as the parameters of a distribution (DWA-A 531, KOSTRA-2020). */
const gevFile: z.ZodType<IdfSource> = z.strictObject({
  ...heading,
  gev: z.strictObject({ mu: numberAbove(0), sigma: numberAbove(0), kappa: numberField, thetaHours: numberAtLeast(0), eta: numberAbove(0) }),
});

/** Rain depth by duration and return period, with its source and date. */
const tableFile: z.ZodType<IdfSource> = z
  .strictObject({
    ...heading,
    durationsMinutes: risingField,
    returnPeriodsYears: risingField,
    depthMm: z.array(risingField),
  })
  .superRefine(({ depthMm, durationsMinutes, returnPeriodsYears }, context) => {
    const miss = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (depthMm.length !== durationsMinutes.length) {
      miss(['depthMm'], `one row for each of the ${durationsMinutes.length} durations`);
    }
    depthMm.forEach((row, index) => {
      if (row.length !== returnPeriodsYears.length) {
        miss(['depthMm', index], `one depth for each of the ${returnPeriodsYears.length} return periods`);
      }
      row.forEach((depth, column) => {
        const least = depthMm[index - 1]?.[column];
        if (least === undefined || depth > least) return;
        miss(['depthMm', index, column], `more than the ${least} mm of the shorter duration above it`);
      });
    });
  })
  .transform((table): IdfSource => ({ ...table, durationsMinutes: table.durationsMinutes.map(minutes) }));

/** The shape that a file is held to: the one that its writer had in mind. */
export const idfFileFor = (value: unknown): z.ZodType<IdfSource> =>
  typeof value === 'object' && value !== null && 'gev' in value ? gevFile : tableFile;
