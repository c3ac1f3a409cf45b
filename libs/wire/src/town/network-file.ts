import { z } from 'zod';
import { referenceField } from './fields.ts';

/** network.yaml: what drains to what. */
export const networkFile = z.strictObject({
  network: z.array(z.strictObject({ from: referenceField, to: referenceField })),
});
