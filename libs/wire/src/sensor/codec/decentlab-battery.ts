import type { Said } from '../said.ts';

/** The last group of every Decentlab frame: the battery in millivolts. A frame may hold nothing else. */
export const batterySaid = (words: readonly number[] | undefined): readonly Said[] =>
  words?.[0] === undefined ? [] : [{ name: 'battery_v', value: words[0] / 1000 }];

/** A battery voltage as that group. */
export const batteryWords = (volts: number): readonly number[] => [Math.round(volts * 1000)];
