import { z } from 'zod';
import { localTextField, numberAtLeast, referenceField } from './fields.ts';
import { stepRow } from './strategy-file.ts';
import type { Duty } from './town.ts';

const dutyRow = z
  .strictObject({
    organisation: referenceField,
    escalation: z.array(z.strictObject({ role: localTextField, after_min: numberAtLeast(0) })).min(1),
  })
  .transform(
    ({ organisation, escalation }): Duty => ({
      organisation,
      escalation: escalation.map(({ role, after_min }) => ({ role, afterMinutes: after_min })),
    }),
  );

const CATEGORIES = [1, 2, 3] as const;

const preparationRow = z.strictObject({
  category: z.literal(CATEGORIES, "DMI's category 1, 2 or 3"),
  level: localTextField,
  playbook: z.array(stepRow),
});

/**
 * duty.yaml: who is called, in which order, and how long each has before the next one is; and, where the town says so, the
 * activation level and the playbook of its preparedness plan for each category of warning.
 */
export const dutyFile = z.strictObject({
  duty: z.array(dutyRow),
  preparation: z
    .array(preparationRow)
    .default([])
    .superRefine((rows, context) => {
      rows.forEach(({ category }, index) => {
        if (rows.findIndex((row) => row.category === category) < index) context.addIssue({ code: 'custom', path: [index, 'category'], message: 'each category once' });
      });
    }),
});
