import type { NetworkLink } from '@voldgrav/hydrology';
import { z } from 'zod';
import { numberFrom, referenceField } from './fields.ts';

const linkRow = z
  .strictObject({ from: referenceField, to: referenceField, share: numberFrom(0, 1).optional() })
  .transform(({ share, ...rest }): NetworkLink => ({ ...rest, ...(share === undefined ? {} : { share }) }));

/** network.yaml: what drains to what. */
export const networkFile = z.strictObject({ network: z.array(linkRow) });
