import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { bytesIn } from './bytes-in.ts';

const LOOK_EVERY_MS = 2_000;
const STEADY_LOOKS = 4;
const PATIENCE_MS = 120_000;

/** Waits until influxd has written its log into its files and put these together; gives their bytes, those of the log included. */
export async function settledInfluxd(folder: string): Promise<number> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  let bytes = -1;
  for (let steady = 0; steady < STEADY_LOOKS && Date.now() < giveUpAt; ) {
    const now = bytesIn(join(folder, 'data')) + bytesIn(join(folder, 'wal'));
    steady = now === bytes ? steady + 1 : 0;
    bytes = now;
    await wait(LOOK_EVERY_MS);
  }
  return bytes;
}
