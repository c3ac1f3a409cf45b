import { z } from 'zod';
import { codecOf } from '../codec.ts';
import { pressureHeard } from '../decentlab-pressure.ts';

const SCALE = 'the probe\'s own pressure scale kp in counts per bar, as its label says';
const settings = z.strictObject({ kp: z.number(SCALE).gt(0, SCALE) });

/** Decentlab DL-PR36, a pressure probe with a scale of its own: pressure above the air's, and temperature. */
export const decentlabPr36 = codecOf({
  says: ['pressure_hpa', 'temperature_c', 'battery_v'],
  settings,
  decode: (uplink, { kp }) =>
    pressureHeard(uplink, { bar: (count) => (count - 32_768) / kp, celsius: (count) => (count - 32_768) / 256 }),
});
