import { z } from 'zod';
import type { Uplink } from '../../lorawan/uplink.ts';
import { type Content, nothingBut } from '../../said.ts';
import { codecOf } from '../codec.ts';

const MEASUREMENTS = 2;
/** Battery and distance in two bytes each, then at least the interrupt; newer firmware adds temperature and a flag. */
const SHORTEST = 5;
const LONGEST = 8;
const NO_SENSOR = 0;
/** What the device sends in place of every distance that is closer than it can measure. */
const TOO_CLOSE = 20;

/** Dragino LDDS75, LDDS20 and DDS45, ultrasonic: the distance down to the water. What else they send is not used. */
function decode({ bytes, port }: Uplink): Content {
  if (port !== MEASUREMENTS) return nothingBut('not-a-measurement', `port ${port}, expected ${MEASUREMENTS}`);
  if (bytes.length < 2 || bytes.length > LONGEST) return nothingBut('bad-payload', `${bytes.length} bytes, expected ${SHORTEST} to ${LONGEST}`);
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0] = bytes;
  const battery = { name: 'battery_v', value: (((b0 << 8) | b1) & 0x3fff) / 1000 };
  const distance = (b2 << 8) | b3;
  if (bytes.length < SHORTEST || distance === NO_SENSOR) return { said: [battery], faults: [{ reason: 'no-value', detail: 'no sensor connected' }] };
  if (distance <= TOO_CLOSE) return { said: [battery], faults: [{ reason: 'no-value', detail: 'closer than it can measure' }] };
  return { said: [{ name: 'distance_m', value: distance / 1000 }, battery], faults: [] };
}

export const draginoDistance = codecOf({ says: ['distance_m', 'battery_v'], settings: z.strictObject({}), decode });
