import { z } from 'zod';
import { codecOf } from '../codec.ts';
import { type Channels, measuredChannels, milesightHeard } from '../milesight-channels.ts';

const CHANNELS: Channels = {
  ...measuredChannels('distance_m', '0382', (millimetres) => millimetres / 1000),
  // Whether it hangs straight: 0 yes, 1 tilted.
  '0400': { length: 1, said: () => [] },
};

/** Milesight EM310-UDL, ultrasonic: the distance down to the water. */
export const milesightEm310Udl = codecOf({
  says: ['distance_m'],
  settings: z.strictObject({}),
  decode: ({ bytes }) => milesightHeard(bytes, CHANNELS),
});
