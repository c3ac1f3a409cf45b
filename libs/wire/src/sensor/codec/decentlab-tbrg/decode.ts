import { z } from 'zod';
import type { Uplink } from '../../lorawan/uplink.ts';
import type { Content } from '../../said.ts';
import { codecOf } from '../codec.ts';
import { batterySaid } from '../decentlab-battery.ts';
import { decentlabFrame } from '../decentlab-frame.ts';

const RESOLUTION = 'the millimetres of one tip, such as 0.1 or 0.2';
const settings = z.strictObject({ resolution_mm: z.number(RESOLUTION).gt(0, RESOLUTION).max(2, RESOLUTION) });
type Settings = z.output<typeof settings>;

/** Tips in the interval, its seconds, and all tips so far in two words, the low one first; then the battery. */
export const TBRG_GROUPS = [4, 1];

/**
 * Decentlab DL-TBRG, a tipping bucket: the rain since its last frame, and the total. The total is the surer of the two,
 * since a frame that is lost takes its tips along. A frame with the battery alone is no dry interval.
 */
function decode({ bytes }: Uplink, { resolution_mm: resolution }: Settings): Content {
  const frame = decentlabFrame(bytes, TBRG_GROUPS);
  if ('reason' in frame) return { said: [], faults: [frame] };
  const [rain, battery] = frame.groups;
  const [tips = 0, , low = 0, high = 0] = rain ?? [];
  // In micrometres the product of tips and resolution is whole; in millimetres 16538 × 0.1 would be 1653.8000000000002.
  const depth = (count: number): number => Math.round(count * resolution * 1000) / 1000;
  const fallen = [
    { name: 'rain_mm', value: depth(tips) },
    { name: 'rain_total_mm', value: depth(high * 65_536 + low) },
  ];
  return { said: [...(rain === undefined ? [] : fallen), ...batterySaid(battery)], faults: [] };
}

export const decentlabTbrg = codecOf({ says: ['rain_mm', 'rain_total_mm', 'battery_v'], settings, decode });
