// Ticks a town of copies of Ådalen: `node readiness-ticks.js TOWN CATCHMENTS SECONDS MM REST`. Tells how long each tick took, and one
// catchment's whole answer, in ms.
import { setTimeout as rested } from 'node:timers/promises';
import { type Instant, instant, MINUTE, SECOND, shifted } from '@voldgrav/hydrology';
import { readTown } from '@voldgrav/installation';
import { TownWatch } from '@voldgrav/pipeline';
import type { Town } from '@voldgrav/wire';

const BEGIN = Date.parse('2026-08-26T10:00:00Z');
const SENSORS_EACH = 10;
/** Seconds of ticks before those that are timed: a server runs for months, and code that is new is still being compiled. */
const WARM = 240;
const [townDir = '', catchments, seconds, mm, rest] = process.argv.slice(2);

const read = await readTown(townDir);
if (!read.ok) throw new Error(`The town in ${townDir} is faulty.`);
console.log(JSON.stringify(await ticksOf(townOf(read.town, Number(catchments)), Number(seconds), Number(mm), Number(rest))));

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

/**
 * `rain` is what each gauge says a minute, in mm. Before each tick the process waits for `rest` ms, as a server waits for its clock: the engine does
 * meanwhile what it had put off, and the longer it lasts the less of code and data is still at hand.
 */
async function ticksOf(town: Town, length: number, rain: number, rest: number): Promise<{ readonly ticks: readonly number[]; readonly assessment: number }> {
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
  for (let warm = 0; warm < WARM; warm += 1) {
    say(now, shifted(now, SECOND));
    watch.tick((now = shifted(now, SECOND)));
  }
  const ticks: number[] = [];
  for (let second = 0; second < length; second += 1) {
    say(now, shifted(now, SECOND));
    now = shifted(now, SECOND);
    await rested(rest);
    const begun = performance.now();
    watch.tick(now);
    ticks.push(performance.now() - begun);
  }
  const begun = performance.now();
  const asked = town.catchments.slice(0, 20).map(({ id }) => watch.catchmentReadinessAt(id, [now, now, now, now, now, now]));
  return { ticks, assessment: (performance.now() - begun) / asked.length / 6 };
}
