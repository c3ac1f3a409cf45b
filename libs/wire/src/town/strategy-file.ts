import type { Pillar, PlaybookStep, ResilienceAction } from '@voldgrav/strategy';
import { z } from 'zod';
import { idField, localTextField, numberAtLeast, referenceField } from './fields.ts';

const PILLARS = [
  'co-creating-city',
  'climate-resilience',
  'social-resilience',
  'smart-city',
] as const satisfies readonly Pillar[];
const PRINCIPLES = [1, 2, 3, 4, 5, 6, 7] as const;

const pillarField = z.enum(PILLARS);
const principleField = z.literal(PRINCIPLES, 'a principle from 1 to 7');

/** A playbook's step, as strategy.yaml and duty.yaml write it. */
export const stepRow = z
  .strictObject({
    id: idField,
    text: localTextField,
    organisation: referenceField,
    resource: referenceField.optional(),
    minutes_to_deploy: numberAtLeast(0),
  })
  .transform(
    ({ minutes_to_deploy, resource, ...rest }): PlaybookStep => ({
      ...rest,
      minutesToDeploy: minutes_to_deploy,
      ...(resource === undefined ? {} : { resource }),
    }),
  );

const actionRow: z.ZodType<ResilienceAction> = z.strictObject({
  id: idField,
  title: localTextField,
  description: localTextField,
  pillars: z.array(pillarField).min(1),
  principles: z.array(principleField).min(1),
  status: z.enum(['planned', 'under-way', 'in-operation']),
  organisation: referenceField,
  assets: z.array(referenceField),
  catchments: z.array(referenceField),
  indicator: localTextField,
  opportunity: localTextField,
  playbook: z.array(stepRow),
});

/** strategy.yaml: the four pillars, the seven principles, and the actions with their playbooks. */
export const strategyFile = z.strictObject({
  label: localTextField,
  pillars: z.array(z.strictObject({ id: pillarField, name: localTextField })).length(4, 'all four pillars'),
  principles: z.array(z.strictObject({ number: principleField, name: localTextField })).length(7, 'all seven principles'),
  actions: z.array(actionRow),
});
