import { batteryWords } from '../decentlab-battery.ts';
import { decentlabBytes } from '../decentlab-frame.ts';

/** What a DL-MBX sends; without `measured`, its battery alone. */
export interface MbxFrame {
  readonly deviceId: number;
  readonly measured?: { readonly distanceMm: number; readonly validEchoes: number };
  readonly batteryV: number;
}

export const encodeMbx = ({ deviceId, measured, batteryV }: MbxFrame): Uint8Array =>
  decentlabBytes({ deviceId, groups: [measured && [measured.distanceMm, measured.validEchoes], batteryWords(batteryV)] });
