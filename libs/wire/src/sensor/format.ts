import type { SensorMessage } from '@voldgrav/reading';
import type { Decoded } from './decoded.ts';
import type { Device, DeviceLookup } from './device.ts';

/**
 * Reads the messages of one format in their order. Most formats have no memory, and hand back themselves; one that has
 * hands back what reads the next message, and stays as it was.
 */
export interface Decoder {
  decode(message: SensorMessage, from: Sender): { readonly decoded: Decoded; readonly next: Decoder };
}

/** Who may have sent a message. */
export interface Sender {
  /** The device that the topic names; undefined where the payload names it. */
  readonly device: Device | undefined;
  readonly lookUp: DeviceLookup;
}

/** A language that sensors speak. */
export interface Format {
  /** Where the sender's name stands. In a topic it takes the place of the filter's one `+`. */
  readonly sender: 'in-topic' | 'in-payload';
  /** Topics on which it is spoken unless a town says otherwise (contract.md §3). */
  readonly topics: readonly string[];
  readonly decoder: Decoder;
  /** Whether its messages can be understood only after those before them. */
  readonly remembers: boolean;
}

/** A decoder without memory. */
export function withoutMemory(decode: (message: SensorMessage, from: Sender) => Decoded): Decoder {
  const decoder: Decoder = { decode: (message, from) => ({ decoded: decode(message, from), next: decoder }) };
  return decoder;
}

/** A decoder without memory for a format whose topics name the device. */
export const ofNamedDevice = (decode: (message: SensorMessage, device: Device) => Decoded): Decoder =>
  withoutMemory((message, { device }) => {
    if (device === undefined) throw new TypeError('The topic of this format names the device.');
    return decode(message, device);
  });
