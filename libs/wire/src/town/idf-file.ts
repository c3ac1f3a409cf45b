import { minutes } from '@voldgrav/hydrology';
import { z } from 'zod';
import { numberAbove, numberAtLeast, textField } from './fields.ts';
import type { IdfTable } from './town.ts';

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

const DATE = 'a date as year-month-day, such as 2026-11-23';

/**
 * idf.yaml: rain depth by duration and return period, with its source and date. It has the same keys as the file that
 * `voldgrav rain-statistics --idf` takes (contract.md §6), so that a town's own table serves there too.
 */
export const idfFile = z
  .strictObject({
    source: textField,
    date: z.string(DATE).regex(/^\d{4}-\d\d-\d\d$/, DATE),
    climateFactor: numberAtLeast(1),
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
  .transform((table): IdfTable => ({ ...table, durationsMinutes: table.durationsMinutes.map(minutes) }));
