import { batteryWords } from '../decentlab-battery.ts';
import { decentlabBytes } from '../decentlab-frame.ts';

/** What a DL-LID sends; without `measured`, its battery alone. Distances in millimetres. */
export interface LidFrame {
  readonly deviceId: number;
  readonly measured?: {
    readonly average: number;
    readonly minimum: number;
    readonly maximum: number;
    readonly median: number;
    /** The 10th, 25th, 75th and 90th. */
    readonly percentiles: readonly [number, number, number, number];
    readonly mode: number;
    readonly samples: number;
    readonly milliseconds: number;
  };
  readonly batteryV: number;
}

export function encodeLid({ deviceId, measured, batteryV }: LidFrame): Uint8Array {
  const words = measured && [
    measured.average, measured.minimum, measured.maximum, measured.median, ...measured.percentiles, measured.mode,
    measured.samples, Math.round((measured.milliseconds * 1024) / 1000),
  ];
  return decentlabBytes({ deviceId, groups: [words, batteryWords(batteryV)] });
}
