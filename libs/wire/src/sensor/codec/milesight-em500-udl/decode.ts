import { z } from 'zod';
import { codecOf } from '../codec.ts';
import { measuredChannels, milesightHeard } from '../milesight-channels.ts';

const CHANNELS = measuredChannels('distance_m', '0382', (millimetres) => millimetres / 1000);

/** Milesight EM500-UDL, ultrasonic: the distance down to the water. */
export const milesightEm500Udl = codecOf({
  says: ['distance_m'],
  settings: z.strictObject({}),
  decode: ({ bytes }) => milesightHeard(bytes, CHANNELS),
});
