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
 * A recording of Ådalsbassinet: dry until the fifth minute, then 1.95 m for five minutes, and 0.7 m again. Its rules speak at
 * 1.90 m for 30 s and below 15 mm in 30 min for 60 s. That 1500 m³ left in half a minute is not believed, so nothing of it
 * stands the desk down.
 */
export function writeRisenBasin(file: string): void {
  const rows = Array.from({ length: 40 }, (_, half) => {
    const at = new Date(Date.UTC(2026, 7, 26, 10) + half * 30_000).toISOString();
    return [`${at},l-aadalen,level_m,${half >= 10 && half < 20 ? 1.95 : 0.7}`, ...(half % 2 === 0 ? [`${at},r-03,rain_mm,${half >= 4 && half < 12 ? 1.2 : 0}`] : [])];
  });
  writeFileSync(file, `time,sensor,quantity,value\n${rows.flat().join('\n')}\n`);
}
