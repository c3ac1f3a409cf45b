import { fileURLToPath } from 'node:url';
import { instant, type Instant, MINUTE, SECOND, shifted } from '@voldgrav/hydrology';
import { readTown } from '@voldgrav/installation';
import { TownWatch } from '@voldgrav/pipeline';
import type { Town } from '@voldgrav/wire';
import type { Figure } from '../figure.ts';

const SAMPLE_TOWN = fileURLToPath(new URL('../../../config/sample-town', import.meta.url));
const BEGIN = Date.parse('2026-08-26T10:00:00Z');
const SENSORS_EACH = 10;
const RAIN_MM = 0.1;

export const readinessTick: Figure = {
  name: 'readiness-tick',
  title: 'Readiness of 200 catchments',
  meaning: `A town of 200 catchments like Ådalen, each with a basin, an inlet and ten sensors (two rain gauges, a water level, seven more gauges), in the pipeline
alone, in this process. All sensors speak once a minute, spread over it; it rains 6 mm/h. What is timed is the tick that comes every second: it elapses alerts,
looks at those basins and catchments of which something was heard and at a tenth of the others, assesses those catchments whose turn it is, and tells the open
storm, here of 200 groups of catchments. Without rain, while the basins fill all the same, no storm is open: what is left is the readiness. The same with 50
catchments tells whether it grows in proportion. \`assessment\` is one catchment's whole answer without a last one to start from: the model led on, eight
durations with their range, four scenarios.`,
  measures: [
    { name: 'tick of 200 catchments, p99', unit: 'ms', goal: { atMost: 5 } },
    { name: 'tick of 200 catchments, median', unit: 'ms' },
    { name: 'without rain, p99', unit: 'ms', goal: { atMost: 5 } },
    { name: 'without rain, median', unit: 'ms' },
    { name: 'tick of 50 catchments, median', unit: 'ms' },
    { name: '200 against 50 catchments, medians', unit: '×' },
    { name: 'assessment', unit: 'ms' },
  ],
  runs: { full: 3, quick: 1 },
  async run({ quick }) {
    const read = await readTown(SAMPLE_TOWN);
    if (!read.ok) throw new Error('the sample town is faulty');
    const seconds = quick ? 240 : 600;
    const large = ticksOf(townOf(read.town, 200), seconds, RAIN_MM);
    const dry = ticksOf(townOf(read.town, 200), seconds, 0);
    const small = ticksOf(townOf(read.town, 50), seconds, RAIN_MM);
    return {
      'tick of 200 catchments, p99': quantile(large.ticks, 0.99),
      'tick of 200 catchments, median': quantile(large.ticks, 0.5),
      'without rain, p99': quantile(dry.ticks, 0.99),
      'without rain, median': quantile(dry.ticks, 0.5),
      'tick of 50 catchments, median': quantile(small.ticks, 0.5),
      '200 against 50 catchments, medians': quantile(large.ticks, 0.5) / quantile(small.ticks, 0.5),
      assessment: large.assessment,
    };
  },
};

/** Copies of Ådalen, each with sensors of its own. */
function townOf(sample: Town, count: number): Town {
  const catchment = sample.catchments.find(({ id }) => id === 'aadalen')!;
  const basin = sample.assets.find(({ id }) => id === 'b-aadalen')!;
  const inlet = sample.assets.find(({ id }) => id === 'i-havnegade')!;
  const gauge = sample.sensors.find(({ id }) => id === 'r-03')!;
  const level = sample.sensors.find(({ id }) => id === 'l-aadalen')!;
  if (basin.kind !== 'basin' || inlet.kind !== 'inlet') throw new Error('the sample town has changed');
  const all = Array.from({ length: count }, (_, index) => index);
  const alone = Object.fromEntries(Object.entries(basin).filter(([key]) => key !== 'overflowTo')) as unknown as typeof basin;
  return {
    ...sample,
    rules: [],
    catchments: all.map((index) => ({ ...catchment, id: `c${index}`, gauges: [`r${index}-0`, `r${index}-1`] })),
    assets: all.flatMap((index) => [
      { ...alone, id: `b${index}`, catchment: `c${index}`, levelSensor: `l${index}` },
      { ...inlet, id: `i${index}`, catchment: `c${index}`, floods: `b${index}` },
    ]),
    network: all.flatMap((index) => [
      { from: `c${index}`, to: `i${index}`, share: 0.3 },
      { from: `c${index}`, to: `b${index}`, share: 0.7 },
      { from: `i${index}`, to: `b${index}` },
    ]),
    sensors: all.flatMap((index) => [{ ...level, id: `l${index}` }, ...Array.from({ length: SENSORS_EACH - 1 }, (_each, place) => ({ ...gauge, id: `r${index}-${place}` }))]),
    sources: sample.sources,
    devices: [],
  };
}

/** `rain` is what each gauge says a minute, in mm. */
function ticksOf(town: Town, seconds: number, rain: number) {
  const watch = new TownWatch(town);
  const say = (from: Instant, to: Instant): void => {
    for (let at = from; at < to; at = shifted(at, SECOND)) {
      const second = Math.floor(at / SECOND) % 60;
      town.sensors.forEach(({ id, kind }, place) => {
        if (place % 60 !== second) return;
        const rising = 0.7 + ((at - BEGIN) / MINUTE) * 0.004;
        const said = kind === 'rain-gauge' ? `"rain_mm":${rain}` : `"level_m":${rising.toFixed(3)}`;
        watch.receive({ topic: `sensors/${id}/json`, payload: new TextEncoder().encode(`{"time":${at},${said}}`), receivedAt: at });
      });
    }
  };
  let now = instant(BEGIN);
  // Half an hour of the past first, so that every catchment has rain on its way, and every one has had its turn.
  say(shifted(now, -30 * MINUTE), now);
  for (let warm = 0; warm < 60; warm += 1) watch.tick((now = shifted(now, SECOND)));
  const ticks: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    say(now, shifted(now, SECOND));
    now = shifted(now, SECOND);
    const begun = performance.now();
    watch.tick(now);
    ticks.push(performance.now() - begun);
  }
  const begun = performance.now();
  const asked = town.catchments.slice(0, 20).map(({ id }) => watch.catchmentReadinessAt(id, [now, now, now, now, now, now]));
  return { ticks, assessment: (performance.now() - begun) / asked.length / 6 };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
