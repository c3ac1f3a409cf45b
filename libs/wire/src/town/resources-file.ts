import { z } from 'zod';
import { idField, localTextField, numberAtLeast, positionField, referenceField } from './fields.ts';
import type { Resource } from './town.ts';

const resourceRow = z
  .strictObject({
    id: idField,
    name: localTextField,
    kind: z.enum(['crew', 'mobile-pump', 'gate', 'volunteers', 'barrier']),
    position: positionField,
    organisation: referenceField,
    minutes_to_deploy: numberAtLeast(0),
    empties: z.array(referenceField).min(1).optional(),
  })
  .superRefine(({ kind, empties }, context) => {
    if (kind !== 'gate' && empties !== undefined) context.addIssue({ code: 'custom', path: ['empties'], message: 'no such key here, only on a gate' });
  })
  .transform(({ minutes_to_deploy, empties, ...rest }): Resource => ({ ...rest, minutesToDeploy: minutes_to_deploy, ...(empties === undefined ? {} : { empties }) }));

/** resources.yaml: crews, mobile pumps, gates, volunteers: where they are and how soon they can work. */
export const resourcesFile = z.strictObject({ resources: z.array(resourceRow) });
