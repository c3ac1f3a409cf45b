import { z } from 'zod';
import { inOneOf } from '../../../town/one-of.ts';
import type { Uplink } from '../../lorawan/uplink.ts';
import type { Content } from '../../said.ts';
import { codecOf } from '../codec.ts';
import { batterySaid } from '../decentlab-battery.ts';
import { decentlabFrame } from '../decentlab-frame.ts';

/** Eleven words of distances in millimetres, samples and time taken; then the battery. */
const GROUPS = [11, 1];
const SAMPLES = 9;
/** Where each statistic stands among the distances. */
const STATISTICS = { average: 0, minimum: 1, maximum: 2, median: 3, mode: 8 };
const NAMES = Object.keys(STATISTICS) as (keyof typeof STATISTICS)[];

const settings = z.strictObject({ statistic: z.enum(NAMES, inOneOf(NAMES)).default('median') });
type Settings = z.output<typeof settings>;

/**
 * Decentlab DL-LID, a lidar: the distance down to the water, as the median of its samples unless the town says
 * otherwise. Foam and branches pull an average; they do not pull a median.
 */
function decode({ bytes }: Uplink, { statistic }: Settings): Content {
  const frame = decentlabFrame(bytes, GROUPS);
  if ('reason' in frame) return { said: [], faults: [frame] };
  const [measured, battery] = frame.groups;
  const heard = measured !== undefined && (measured[SAMPLES] ?? 0) > 0;
  const distance = measured?.[STATISTICS[statistic]] ?? 0;
  return {
    said: [...(heard ? [{ name: 'distance_m', value: distance / 1000 }] : []), ...batterySaid(battery)],
    faults: measured !== undefined && !heard ? [{ reason: 'no-value', detail: 'distance without a sample' }] : [],
  };
}

export const decentlabLid = codecOf({ says: ['distance_m', 'battery_v'], settings, decode });
