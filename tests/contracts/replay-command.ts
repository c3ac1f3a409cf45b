import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ReplayReport } from '@voldgrav/replay';

const run = promisify(execFile);
export const PROGRAM = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url));
export const SAMPLE_TOWN = fileURLToPath(new URL('../../config/sample-town', import.meta.url));

/** `voldgrav replay` of the built program, in a process of its own; the report that it wrote. */
export async function replayed(recordings: string | readonly string[], report: string, options: readonly string[] = [], node = process.execPath): Promise<ReplayReport> {
  await run(node, [PROGRAM, 'replay', ...[recordings].flat(), '--town', SAMPLE_TOWN, '--report', report, ...options]);
  return JSON.parse(readFileSync(report, 'utf8')) as ReplayReport;
}

/**
 * A recording of Ådalsbassinet: 4.8 mm by 10:05, and a sensor that stands at 1.95 m from then until 10:10, which no rain has brought. Its rules
 * speak at 1.90 m for 30 s and below 15 mm in 30 min for 60 s, and are back five minutes after the first value that no check speaks against: the
 * fall itself is one. Where the sensor comes down to is believed because the rain has brought as much: 0.7 m are 120 m³; of (4.8 − 0.6) · 48.6 =
 * 204 m³ 128 have come by 10:10, 245 m³ are 0.8 m, and with the rest of them it is 0.86 m. Down to 0.7 m it would be `level-fell`.
 */
export function writeRisenBasin(file: string): void {
  const levelAt = (half: number) => (half < 10 ? 0.7 : half < 20 ? 1.95 : half < 30 ? 0.8 : 0.86);
  const rows = Array.from({ length: 40 }, (_, half) => {
    const at = new Date(Date.UTC(2026, 7, 26, 10) + half * 30_000).toISOString();
    return [`${at},l-aadalen,level_m,${levelAt(half)}`, ...(half % 2 === 0 ? [`${at},r-03,rain_mm,${half >= 4 && half < 12 ? 1.2 : 0}`] : [])];
  });
  writeFileSync(file, `time,sensor,quantity,value\n${rows.flat().join('\n')}\n`);
}
