import type { Instant } from '@voldgrav/hydrology';

/** What a Milesight level device sends: its battery in percent, and its value as it counts it, now or from its memory. */
export interface MilesightFrame {
  readonly batteryPercent?: number;
  readonly raw?: number;
  readonly kept?: readonly { readonly at: Instant; readonly raw: number }[];
}

/** `channel` names the measuring channel, such as [0x03, 0x82] for a distance. */
export function encodeMilesight(channel: readonly [number, number], { batteryPercent, raw, kept = [] }: MilesightFrame): Uint8Array {
  return Uint8Array.from([
    ...(batteryPercent === undefined ? [] : [0x01, 0x75, batteryPercent]),
    ...(raw === undefined ? [] : [...channel, ...littleEndian(raw, 2)]),
    ...kept.flatMap(({ at, raw: value }) => [0x20, 0xce, ...littleEndian(Math.floor(at / 1000), 4), ...littleEndian(value, 2)]),
  ]);
}

const littleEndian = (value: number, bytes: number): readonly number[] =>
  Array.from({ length: bytes }, (_, place) => Math.floor(value / 256 ** place) % 256);
