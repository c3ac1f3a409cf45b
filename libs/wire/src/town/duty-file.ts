import type { Duty } from './town.ts';
import { z } from 'zod';
import { localTextField, numberAtLeast, referenceField } from './fields.ts';

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

/** duty.yaml: who is called, in which order, and how long each has before the next one is. */
export const dutyFile = z.strictObject({ duty: z.array(dutyRow) });
