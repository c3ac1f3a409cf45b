import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, type Instant, MINUTE, type Micrometres, minutes, shifted } from '@voldgrav/hydrology';
import { annualMaxima, minuteOf, rainSeries, RainWindows, WINDOW_DURATIONS } from '@voldgrav/rollup';
import type { Figure, FigureRun } from '../figure.ts';
import { CLI, environmentOfUser } from '../parts/built-program.ts';

const DURATIONS = [5, 10, 15, 30, 60, 120, 360, 720, 1440, 2880, 4320, 10_080].map(minutes);
const YEARS = 30;
const GAUGES = 2_000;
const RUN_IN = 1_440;
const TICKS = 600;

export const rain: Figure = {
  name: 'rain',
  title: 'Rain: long records and live windows',
  meaning: `Without store or broker. A record of ${YEARS} years of five-minute values (3 million, seeded) → the annual maxima of ${DURATIONS.length} durations
from 5 min to 7 days; and the same as "voldgrav rain-statistics --annual", built, from its start with 79 MB of CSV on standard input to its end. And ${GAUGES} gauges with their live windows of ${WINDOW_DURATIONS.length} durations, filled with a day of rain: a tick of a minute moves all of them and reads
each window once; each gauge then says its minute, which is measured apart.`,
  measures: [
    { name: '12 durations of annual maxima', unit: 's', goal: { atMost: 2 } },
    { name: 'the same from CSV, whole command', unit: 's', target: 2 },
    { name: 'a tick of 2,000 gauges, median', unit: 'ms', goal: { atMost: 2 } },
    { name: 'a tick of 2,000 gauges, p99', unit: 'ms' },
    { name: 'one message into its windows', unit: 'µs' },
  ],
  runs: { full: 5, quick: 1 },
  async run({ later }) {
    const record = longRecord();
    const { median, p99, message } = liveWindows();
    return {
      '12 durations of annual maxima': maximaSeconds(record),
      'the same from CSV, whole command': await commandSeconds(record, later),
      'a tick of 2,000 gauges, median': median,
      'a tick of 2,000 gauges, p99': p99,
      'one message into its windows': message,
    };
  },
};

/** A small generator of its own, so that every run has the same rain. */
function dice(): () => number {
  let state = 20_260_826;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

/** Stamps in UTC ms and depths in µm. */
interface LongRecord {
  readonly stamps: Float64Array;
  readonly depths: Int32Array;
}

function longRecord(): LongRecord {
  const roll = dice();
  const from = Date.UTC(1991, 0, 1);
  const count = Math.floor((Date.UTC(1991 + YEARS, 0, 1) - from) / (5 * MINUTE));
  const stamps = new Float64Array(count);
  const depths = new Int32Array(count);
  for (let index = 0; index < count; index += 1) {
    stamps[index] = from + (index + 1) * 5 * MINUTE;
    depths[index] = roll() < 0.05 ? Math.floor(2_000 * roll() ** 4) : 0;
  }
  return { stamps, depths };
}

function maximaSeconds({ stamps, depths }: LongRecord): number {
  const series = rainSeries(stamps, depths);
  const startedAt = performance.now();
  const maxima = annualMaxima(series, DURATIONS);
  const took = (performance.now() - startedAt) / 1_000;
  if (maxima.length !== YEARS * DURATIONS.length) throw new Error(`${maxima.length} annual maxima instead of ${YEARS * DURATIONS.length}`);
  return took;
}

async function commandSeconds({ stamps, depths }: LongRecord, later: FigureRun['later']): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-rain-'));
  later(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'rain.csv');
  writeFileSync(file, `time,sensor,value\n${Array.from(stamps, (at, index) => `${new Date(at).toISOString().slice(0, 19)}Z,g,${(depths[index] ?? 0) / 1000}\n`).join('')}`);
  const input = openSync(file, 'r');
  const startedAt = performance.now();
  const child = spawn(process.execPath, [CLI, 'rain-statistics', '--annual', '--durations', DURATIONS.join(',')], { env: environmentOfUser(), stdio: [input, 'pipe', 'inherit'] });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  await once(child, 'close');
  const took = (performance.now() - startedAt) / 1_000;
  closeSync(input);
  const { sensors } = JSON.parse(said) as { readonly sensors: readonly { readonly annual: readonly unknown[] }[] };
  if (sensors[0]?.annual.length !== YEARS * DURATIONS.length) throw new Error(`the command told of ${sensors[0]?.annual.length} annual maxima`);
  return took;
}

function liveWindows(): { readonly median: number; readonly p99: number; readonly message: number } {
  const roll = dice();
  const windows = new RainWindows(GAUGES);
  const T0 = instant(Date.UTC(2026, 7, 26));
  const speak = (until: Instant): void => {
    for (let gauge = 0; gauge < GAUGES; gauge += 1) windows.put(gauge, minuteOf(until), { depth: (roll() < 0.3 ? 200 : 0) as Micrometres, covered: MINUTE });
  };
  for (let minute = 1; minute <= RUN_IN; minute += 1) {
    windows.elapse(shifted(T0, minute * MINUTE));
    speak(shifted(T0, minute * MINUTE));
  }
  const ticks: number[] = [];
  let spoken = 0;
  let total = 0;
  for (let minute = RUN_IN + 1; minute <= RUN_IN + TICKS; minute += 1) {
    const now = shifted(T0, minute * MINUTE);
    const startedAt = performance.now();
    windows.elapse(now);
    for (let gauge = 0; gauge < GAUGES; gauge += 1) {
      for (const duration of WINDOW_DURATIONS) total += windows.depth(gauge, duration).depth;
    }
    const tickedAt = performance.now();
    speak(now);
    ticks.push(tickedAt - startedAt);
    spoken += performance.now() - tickedAt;
  }
  if (!(total > 0)) throw new Error('the windows held no rain');
  ticks.sort((one, other) => one - other);
  return { median: ticks[TICKS >> 1] ?? 0, p99: ticks[Math.floor(TICKS * 0.99)] ?? 0, message: (spoken / TICKS / GAUGES) * 1_000 };
}
