import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Figure } from '../figure.ts';
import { environmentOfUser, SAMPLE_TOWN } from '../parts/built-program.ts';
import { bundled } from '../parts/bundled.ts';

const command = promisify(execFile);
const RAIN_MM = 0.1;
const SIZES = [50, 100, 200, 400] as const;
/** Milliseconds before each tick: one turn of the event loop, and long enough for the processor to have done other things. */
const A_TURN = 1;
const A_REST = 20;
const WITHOUT_REST = 'after a turn of the event loop';
const perCatchment = (catchments: number): string => `mean tick of ${catchments} catchments, for each`;

export const readinessTick: Figure = {
  name: 'readiness-tick',
  title: 'Readiness of 200 catchments',
  meaning: `A town of 200 catchments like Ådalen, each with a basin, an inlet and ten sensors (two rain gauges, a water level, seven more gauges), in the pipeline
alone, bundled as the server is, in a process of its own. All sensors speak once a minute, spread over it; it rains 6 mm/h. Four minutes go by before the first
tick that is timed, since a server runs for months and its code is compiled in its first minutes. What is timed is the tick that comes every second: it elapses alerts,
looks at those basins and catchments of which something was heard and at a tenth of the others (a basin is assessed again where what bears on it is news), assesses those catchments whose turn it is, and tells the open
storm, here of 200 groups of catchments. Without rain, while the basins fill all the same, no storm is open: what is left is the readiness. The same with 50,
100 and 400 catchments, each with its ten sensors, tells whether it grows in proportion: the mean tick, collections of garbage and all, over the number of catchments. A tick assesses a sixtieth
of all catchments and two at least, which is why those of 50 are assessed more often than their share; the goal is held against 100, of which two are just that. In proportion means at most a
quarter more for each. Before each tick the process rests for ${A_REST} ms, as a server waits for its clock: the tick finds less of its code and data at hand, and a processor that must wake. The
goals are held against those. V8 collects the young meanwhile, between two ticks rather than in them. Where the event loop turns but once before each tick, as in a server to which many speak, the
same tick is shorter: those rows stand beside, and those of 50 to 400 catchments are measured so. \`assessment\` is one catchment's whole answer without a last one to start from: the model led on, eight durations with their range, four scenarios.`,
  measures: [
    { name: 'tick of 200 catchments, p99', unit: 'ms', goal: { atMost: 5 } },
    { name: 'tick of 200 catchments, median', unit: 'ms' },
    { name: 'without rain, p99', unit: 'ms', goal: { atMost: 5 } },
    { name: 'without rain, median', unit: 'ms' },
    { name: `${WITHOUT_REST}, p99`, unit: 'ms' },
    { name: `${WITHOUT_REST}, median`, unit: 'ms' },
    { name: `${WITHOUT_REST}, without rain, p99`, unit: 'ms' },
    ...SIZES.map((catchments) => ({ name: perCatchment(catchments), unit: 'µs' })),
    { name: '400 against 100 catchments, for each', unit: '×', goal: { atMost: 1.25 } },
    { name: 'assessment', unit: 'ms' },
  ],
  runs: { full: 3, quick: 1 },
  async run({ quick }) {
    const seconds = quick ? 240 : 600;
    const rested = await ticksOf(200, seconds, RAIN_MM, A_REST);
    const restedDry = await ticksOf(200, seconds, 0, A_REST);
    const busy = await ticksOf(200, seconds, RAIN_MM);
    const busyDry = await ticksOf(200, seconds, 0);
    const costs = new Map<number, number>();
    for (const catchments of SIZES) {
      const { ticks } = catchments === 200 ? busy : await ticksOf(catchments, seconds / 2, RAIN_MM);
      costs.set(catchments, (1000 * mean(ticks)) / catchments);
    }
    return {
      'tick of 200 catchments, p99': quantile(rested.ticks, 0.99),
      'tick of 200 catchments, median': quantile(rested.ticks, 0.5),
      'without rain, p99': quantile(restedDry.ticks, 0.99),
      'without rain, median': quantile(restedDry.ticks, 0.5),
      [`${WITHOUT_REST}, p99`]: quantile(busy.ticks, 0.99),
      [`${WITHOUT_REST}, median`]: quantile(busy.ticks, 0.5),
      [`${WITHOUT_REST}, without rain, p99`]: quantile(busyDry.ticks, 0.99),
      ...Object.fromEntries(SIZES.map((catchments) => [perCatchment(catchments), costs.get(catchments) ?? NaN])),
      '400 against 100 catchments, for each': (costs.get(400) ?? NaN) / (costs.get(100) ?? NaN),
      assessment: busy.assessment,
    };
  },
};

/** A process of its own, with the server's own setting for memory. `rain` is what each gauge says a minute, in mm. */
async function ticksOf(catchments: number, seconds: number, rain: number, rest = A_TURN): Promise<{ readonly ticks: readonly number[]; readonly assessment: number }> {
  const words = ['--max-semi-space-size=8', await bundled('readiness-ticks'), SAMPLE_TOWN, String(catchments), String(seconds), String(rain), String(rest)];
  const { stdout } = await command(process.execPath, words, { env: environmentOfUser() });
  return JSON.parse(stdout) as { readonly ticks: readonly number[]; readonly assessment: number };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
