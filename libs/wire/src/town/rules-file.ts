import type { AlertRule } from '@voldgrav/alert';
import { seconds } from '@voldgrav/hydrology';
import { z } from 'zod';
import { idField, localTextField, numberAbove, numberAtLeast, numberField, referenceField } from './fields.ts';

const measureField = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('can-take'), minutes: numberAbove(0) }),
    z.strictObject({ kind: z.literal('water-level') }),
    z.strictObject({ kind: z.literal('latest-decision') }),
  ],
  { error: (issue) => (issue.code === 'invalid_union' ? 'can-take, latest-decision or water-level' : undefined) },
);

const SEVERITY = '1, 2 or 3';

const ruleRow = z
  .strictObject({
    id: idField,
    name: localTextField,
    asset: referenceField,
    measure: measureField,
    abnormal: z.enum(['below', 'above']),
    set_point: numberField,
    deadband: numberAtLeast(0),
    on_delay_s: numberAtLeast(0),
    off_delay_s: numberAtLeast(0),
    severity: z.literal([1, 2, 3], SEVERITY),
    cause: localTextField,
    consequence: localTextField,
    response: localTextField,
    minutes_to_respond: numberAbove(0),
    organisation: referenceField,
  })
  .transform(
    ({ set_point, on_delay_s, off_delay_s, minutes_to_respond, ...rest }): AlertRule => ({
      ...rest,
      setPoint: set_point,
      onDelay: seconds(on_delay_s),
      offDelay: seconds(off_delay_s),
      minutesToRespond: minutes_to_respond,
    }),
  );

/** rules.yaml: one condition on one asset each, rationalised as ISA-18.2 asks. */
export const rulesFile = z.strictObject({ rules: z.array(ruleRow) });
