import { type Instant, instant } from '@voldgrav/hydrology';
import type { Fault } from '../decoded.ts';
import type { Content, Said } from '../said.ts';

/** What one channel of a Milesight device holds: how many bytes, and what they say. */
export interface Channel {
  readonly length: number;
  readonly said: (bytes: Uint8Array) => readonly Said[];
}

/** Channels by their two bytes, id and type, as four hexadecimal digits. */
export type Channels = Readonly<Record<string, Channel>>;

const nothing = (length: number): Channel => ({ length, said: () => [] });

/** What every device of the family says of itself: battery in percent, versions, serial number, class, resets. */
const OF_ITSELF: Channels = {
  '0175': nothing(1),
  ff01: nothing(1),
  ff09: nothing(2),
  ff0a: nothing(2),
  ffff: nothing(2),
  ff16: nothing(8),
  ff0f: nothing(1),
  fffe: nothing(1),
  ff0b: nothing(1),
};

/**
 * Reads a Milesight payload: channel after channel, each with two bytes that name it. What an unknown channel means, and
 * how long it is, nobody can tell; so what stands before it counts, and the rest is a fault.
 */
export function milesightHeard(bytes: Uint8Array, channels: Channels): Content {
  const said: Said[] = [];
  let place = 0;
  while (place < bytes.length) {
    const name = hex(bytes.subarray(place, place + 2));
    const channel = Object.hasOwn(channels, name) ? channels[name] : Object.hasOwn(OF_ITSELF, name) ? OF_ITSELF[name] : undefined;
    if (channel === undefined) return { said, faults: [fault(`unknown channel ${name} at byte ${place}`)] };
    const content = bytes.subarray(place + 2, place + 2 + channel.length);
    if (content.length < channel.length) return { said, faults: [fault(`channel ${name} is cut off`)] };
    said.push(...channel.said(content));
    place += 2 + channel.length;
  }
  return { said, faults: bytes.length === 0 ? [fault('0 bytes')] : [] };
}

/** A quantity in two bytes, and the same as the device kept it while it was out of reach, with its own time. */
export function measuredChannels(name: string, channel: string, value: (raw: number) => number): Channels {
  return {
    [channel]: { length: 2, said: (bytes) => [{ name, value: value(uint16(bytes, 0)) }] },
    '20ce': { length: 6, said: (bytes) => [{ name, value: value(uint16(bytes, 4)), at: secondsAt(bytes) }] },
  };
}

export const uint16 = (bytes: Uint8Array, place: number): number => (bytes[place] ?? 0) | ((bytes[place + 1] ?? 0) << 8);

const secondsAt = (bytes: Uint8Array): Instant => instant((uint16(bytes, 0) + uint16(bytes, 2) * 65_536) * 1000);

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const fault = (detail: string): Fault => ({ reason: 'bad-payload', detail });
