import { batteryWords } from './decentlab-battery.ts';
import { decentlabBytes } from './decentlab-frame.ts';

/** What a Decentlab pressure probe sends, in its own counts; without `measured`, its battery alone. */
export interface PressureFrame {
  readonly deviceId: number;
  readonly measured?: { readonly pressureCount: number; readonly temperatureCount: number };
  readonly batteryV: number;
}

export const encodePressureProbe = ({ deviceId, measured, batteryV }: PressureFrame): Uint8Array =>
  decentlabBytes({ deviceId, groups: [measured && [measured.pressureCount, measured.temperatureCount], batteryWords(batteryV)] });
