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
  })
  .transform(({ minutes_to_deploy, ...rest }): Resource => ({ ...rest, minutesToDeploy: minutes_to_deploy }));

/** resources.yaml: crews, mobile pumps, gates, volunteers: where they are and how soon they can work. */
export const resourcesFile = z.strictObject({ resources: z.array(resourceRow) });
