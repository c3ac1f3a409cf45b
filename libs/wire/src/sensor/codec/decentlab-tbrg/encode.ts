import { batteryWords } from '../decentlab-battery.ts';
import { decentlabBytes } from '../decentlab-frame.ts';

/** What a DL-TBRG sends after an interval; without `interval`, its battery alone. */
export interface TbrgFrame {
  readonly deviceId: number;
  readonly interval?: { readonly tips: number; readonly seconds: number; readonly allTips: number };
  readonly batteryV: number;
}

export function encodeTbrg({ deviceId, interval, batteryV }: TbrgFrame): Uint8Array {
  const rain = interval && [interval.tips, interval.seconds, interval.allTips % 65_536, Math.floor(interval.allTips / 65_536)];
  return decentlabBytes({ deviceId, groups: [rain, batteryWords(batteryV)] });
}
