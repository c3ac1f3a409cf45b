import { litresPerSecond, metres, metresAboveDatum, type OutletLaw } from '@voldgrav/hydrology';
import { z } from 'zod';
import { numberAbove, numberFrom, numberField } from './fields.ts';
import { inOneOf } from './one-of.ts';

/** Discharge coefficient of a sharp edge or a round hole, where the town gives none (domain.md §4.3). */
const USUAL_COEFFICIENT = 0.62;
const coefficient = numberFrom(0.1, 1).default(USUAL_COEFFICIENT);

const STARTS = 'a start level above the stop level';

const pumpLaw = z
  .strictObject({ kind: z.literal('pump'), lps: numberAbove(0), starts_at_m: numberField, stops_at_m: numberField })
  .refine(({ starts_at_m, stops_at_m }) => starts_at_m > stops_at_m, { path: ['starts_at_m'], error: STARTS });

const OUTLET_KINDS = ['constant', 'orifice', 'weir', 'pump'] as const satisfies readonly OutletLaw['kind'][];

/** How a basin's outlet depends on the water level. */
export const outletField = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('constant'), lps: numberAbove(0) }),
      z.strictObject({ kind: z.literal('orifice'), diameter_m: numberAbove(0), axis_m: numberField, coefficient }),
      z.strictObject({ kind: z.literal('weir'), width_m: numberAbove(0), edge_m: numberField, coefficient }),
      pumpLaw,
    ],
    { error: (issue) => (issue.code === 'invalid_union' ? inOneOf(OUTLET_KINDS) : undefined) },
  )
  .transform((row): OutletLaw => {
    switch (row.kind) {
      case 'constant':
        return { kind: row.kind, flow: litresPerSecond(row.lps) };
      case 'orifice':
        return { kind: row.kind, diameter: metres(row.diameter_m), axis: metresAboveDatum(row.axis_m), coefficient: row.coefficient };
      case 'weir':
        return { kind: row.kind, width: metres(row.width_m), edge: metresAboveDatum(row.edge_m), coefficient: row.coefficient };
      case 'pump':
        return { kind: row.kind, flow: litresPerSecond(row.lps), startsAt: metresAboveDatum(row.starts_at_m), stopsAt: metresAboveDatum(row.stops_at_m) };
    }
  });
