import { z } from 'zod';
import { idField, textField } from './fields.ts';

const PHONE = 'a telephone number of digits, spaces and perhaps a leading +';

const organisationRow = z.strictObject({
  id: idField,
  name: textField,
  kind: z.enum(['municipality', 'utility', 'preparedness', 'region', 'neighbour', 'volunteers', 'harbour']),
  phone: z.string(PHONE).regex(/^\+?[\d ]{3,}$/, PHONE),
});

/** organisations.yaml: the parties with duties on a storm night. */
export const organisationsFile = z.strictObject({ organisations: z.array(organisationRow).min(1) });
