import { z } from 'zod';
import { codecOf } from '../codec.ts';
import { pressureHeard } from '../decentlab-pressure.ts';

const RANGE = 'the range of the probe in bar as [lowest, highest], as its label says';
const settings = z.strictObject({ range_bar: z.tuple([z.number(RANGE), z.number(RANGE)], RANGE).refine(([lowest, highest]) => lowest < highest, RANGE) });

/** Decentlab DL-PR26, a pressure probe whose counts span its range: pressure above the air's, and temperature. */
export const decentlabPr26 = codecOf({
  says: ['pressure_hpa', 'temperature_c', 'battery_v'],
  settings,
  decode: (uplink, { range_bar: [lowest, highest] }) =>
    pressureHeard(uplink, {
      bar: (count) => ((count - 16_384) / 32_768) * (highest - lowest) + lowest,
      celsius: (count) => (count - 384) * 0.003125 - 50,
    }),
});
