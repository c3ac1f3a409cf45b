import { isQuantity, type Quantity, type Reading, type SensorMessage, type Undecodable } from '@voldgrav/reading';
import { type Decoded, refusal, refused } from './decoded.ts';
import type { Device, Meaning } from './device.ts';
import type { Content } from './said.ts';

/** When a message's values were measured, and which telling of them it is, where it says so. */
export type MessageTime = Pick<Reading, 'phenomenonTime' | 'timeFrom' | 'revision'>;

/** Metres and millimetres to the micrometre: what a factor leaves behind beyond that is the computer's, not the sensor's. */
const DECIMALS = 6;

/**
 * Turns what a device said into readings of the sensors it belongs to. A name that the device's map leaves out is passed
 * over in silence, because the town has said which names it wants; a device without a map has no such excuse.
 */
export function readingsOf(message: SensorMessage, device: Device, { said, faults }: Content, time: MessageTime): Decoded {
  const readings: Reading[] = [];
  const undecodable: Undecodable[] = faults.map(({ reason, detail }) => refusal(message, reason, detail));
  for (const { name, value, at } of said) {
    const meaning = device.meanings?.get(name);
    if (meaning === undefined && !isQuantity(name)) {
      if (device.meanings === undefined) undecodable.push(refusal(message, 'unknown-quantity', name));
      continue;
    }
    const number = typeof value === 'boolean' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) {
      undecodable.push(refusal(message, 'not-a-number', `${name}: ${JSON.stringify(value)}`));
      continue;
    }
    const reading: Reading = {
      sensor: meaning?.sensor ?? device.sensor,
      quantity: meaning?.quantity ?? (name as Quantity),
      value: meaning === undefined ? number : converted(number, meaning),
      receivedAt: message.receivedAt,
      phenomenonTime: at ?? time.phenomenonTime,
      timeFrom: at === undefined ? time.timeFrom : 'sensor',
    };
    // A spread takes longer than all of the rest (Node 20), and few say which telling theirs is.
    readings.push(time.revision === undefined ? reading : { ...reading, revision: time.revision });
  }
  return { readings, undecodable };
}

/** The same, or a word about a message that said nothing of what the town wants to know: none is lost in silence. */
export const orNothing = (message: SensorMessage, decoded: Decoded): Decoded =>
  decoded.readings.length + decoded.undecodable.length > 0 ? decoded : refused(message, { reason: 'not-a-measurement', detail: 'no value that the town wants' });

const converted = (value: number, { factor, offset }: Meaning): number =>
  factor === 1 && offset === 0 ? value : Number((factor * value + offset).toFixed(DECIMALS));
