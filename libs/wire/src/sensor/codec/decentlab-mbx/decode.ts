import { z } from 'zod';
import type { Uplink } from '../../lorawan/uplink.ts';
import type { Content } from '../../said.ts';
import { codecOf } from '../codec.ts';
import { batterySaid } from '../decentlab-battery.ts';
import { decentlabFrame } from '../decentlab-frame.ts';

/** Distance in millimetres and how many echoes it rests on; then the battery. */
const GROUPS = [2, 1];

/** Decentlab DL-MBX, ultrasonic: the distance down to the water. Without a valid echo there is none. */
function decode({ bytes }: Uplink): Content {
  const frame = decentlabFrame(bytes, GROUPS);
  if ('reason' in frame) return { said: [], faults: [frame] };
  const [measured, battery] = frame.groups;
  const [distance = 0, validEchoes = 0] = measured ?? [];
  const heard = measured !== undefined && validEchoes > 0;
  return {
    said: [...(heard ? [{ name: 'distance_m', value: distance / 1000 }] : []), ...batterySaid(battery)],
    faults: measured !== undefined && !heard ? [{ reason: 'no-value', detail: 'distance without a valid echo' }] : [],
  };
}

export const decentlabMbx = codecOf({ says: ['distance_m', 'battery_v'], settings: z.strictObject({}), decode });
