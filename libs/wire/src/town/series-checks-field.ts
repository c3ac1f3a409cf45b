import { seconds } from '@voldgrav/hydrology';
import type { SeriesChecks } from '@voldgrav/reading';
import { z } from 'zod';
import { numberAbove } from './fields.ts';

const above = numberAbove(0).optional();

/** `checks` of a sensor: where its series is to be judged otherwise than usual, in the unit of what it measures. */
export const seriesChecksField = z
  .strictObject({
    spike: z.strictObject({ suspect: above, fail: above }).optional(),
    rate_per_hour: z.strictObject({ suspect: above, fail: above }).optional(),
    flat_line: z.strictObject({ suspect_s: above, fail_s: above, tolerance: numberAbove(0) }).optional(),
    longest_gap_s: above,
  })
  .transform(({ spike, rate_per_hour, flat_line, longest_gap_s }): SeriesChecks => ({
    ...(spike === undefined ? {} : { spike }),
    ...(rate_per_hour === undefined ? {} : { ratePerHour: rate_per_hour }),
    ...(flat_line === undefined ? {} : { flatLine: { suspect: timeOf(flat_line.suspect_s), fail: timeOf(flat_line.fail_s), tolerance: flat_line.tolerance } }),
    ...(longest_gap_s === undefined ? {} : { longestGap: seconds(longest_gap_s) }),
  }));

const timeOf = (given: number | undefined) => (given === undefined ? undefined : seconds(given));
