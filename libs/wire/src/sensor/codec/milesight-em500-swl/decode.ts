import { z } from 'zod';
import { codecOf } from '../codec.ts';
import { measuredChannels, milesightHeard } from '../milesight-channels.ts';

const CHANNELS = measuredChannels('depth_m', '0377', (centimetres) => centimetres / 100);

/** Milesight EM500-SWL, submerged: the depth of water above it. It counts centimetres, says Milesight's own table. */
export const milesightEm500Swl = codecOf({
  says: ['depth_m'],
  settings: z.strictObject({}),
  decode: ({ bytes }) => milesightHeard(bytes, CHANNELS),
});
