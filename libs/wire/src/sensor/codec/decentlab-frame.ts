import type { Fault } from '../decoded.ts';

/** A frame of Decentlab's protocol 2: groups of 16-bit words, each there or not as the flags say. */
export interface DecentlabFrame {
  readonly deviceId: number;
  /** The words of each group in the device's order; undefined for one that was not sent. */
  readonly groups: readonly (readonly number[] | undefined)[];
}

const VERSION = 2;
const HEAD_BYTES = 5;

/**
 * Takes a frame apart: version, device id, flags, then the words of every group whose flag is set, the first group on the
 * lowest bit. `lengths` tells how many words each group has. A frame that is longer or shorter than its flags say is
 * none of this device.
 */
export function decentlabFrame(bytes: Uint8Array, lengths: readonly number[]): DecentlabFrame | Fault {
  const bad = (detail: string): Fault => ({ reason: 'bad-payload', detail });
  if (bytes.length < HEAD_BYTES) return bad(`${bytes.length} bytes, expected at least ${HEAD_BYTES}`);
  if (bytes[0] !== VERSION) return bad(`protocol version ${bytes[0]}, expected ${VERSION}`);
  const flags = wordAt(bytes, 3);
  if (flags >> lengths.length !== 0) return bad(`flags ${flags.toString(2)}, expected at most ${lengths.length} groups`);
  const expected = HEAD_BYTES + 2 * lengths.reduce((sum, length, group) => sum + (isSent(flags, group) ? length : 0), 0);
  if (bytes.length !== expected) return bad(`${bytes.length} bytes, expected ${expected} for flags ${flags.toString(2)}`);
  let place = HEAD_BYTES;
  const groups = lengths.map((length, group) => {
    if (!isSent(flags, group)) return undefined;
    const words = Array.from({ length }, (_, word) => wordAt(bytes, place + 2 * word));
    place += 2 * length;
    return words;
  });
  return { deviceId: wordAt(bytes, 1), groups };
}

const isSent = (flags: number, group: number): boolean => ((flags >> group) & 1) === 1;

const wordAt = (bytes: Uint8Array, place: number): number => ((bytes[place] ?? 0) << 8) | (bytes[place + 1] ?? 0);

/** The same frame in bytes. */
export function decentlabBytes({ deviceId, groups }: DecentlabFrame): Uint8Array {
  const flags = groups.reduce((sum, words, group) => sum + (words === undefined ? 0 : 1 << group), 0);
  const words = [deviceId, flags, ...groups.flatMap((each) => each ?? [])];
  return Uint8Array.from([VERSION, ...words.flatMap((word) => [word >> 8, word & 0xff])]);
}
