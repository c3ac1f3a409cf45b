// A day of a fleet's town, each sensor heard once a minute: `node --expose-gc day-of-sensors.js TOWN MINUTES`. Tells what the pipeline holds
// before and after, in bytes and after a collection.
import { fleetSensors, fleetValues, seededDice } from '@voldgrav/fleet';
import { type Instant, instant, MINUTE, SECOND, shifted } from '@voldgrav/hydrology';
import { readTown } from '@voldgrav/installation';
import { TownWatch } from '@voldgrav/pipeline';

const BEGIN = instant(Date.parse('2026-08-26T10:00:00Z'));
const NO_PAYLOAD = new Uint8Array(0);
const [townDir = '', minutes] = process.argv.slice(2);
const { gc } = globalThis;
if (gc === undefined) throw new Error('Run it with --expose-gc.');

const read = await readTown(townDir);
if (!read.ok) throw new Error(`The town in ${townDir} is faulty.`);
const fleet = fleetSensors(read.town.sensors.filter(({ id }) => id.startsWith('fleet-')).length);
const dice = seededDice(1);
const watch = new TownWatch(read.town, undefined, { lateCounts: 'are-left-to-the-store' });

// Two hours first: what compiles, and what every series has from its first word on, is no sample.
const before = heldAfter(0, 120);
const after = heldAfter(120, 120 + Number(minutes));
console.log(JSON.stringify({ sensors: fleet.length, before, after }));

function heldAfter(from: number, to: number): number {
  for (let minute = from; minute < to; minute += 1) {
    const now = shifted(BEGIN, minute * MINUTE);
    speak(now);
    watch.settle(shifted(now, MINUTE));
    watch.tick(shifted(now, MINUTE));
  }
  gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** All sensors within a minute, each at its own moment and up to a second off it. */
function speak(minute: Instant): void {
  fleet.forEach((sensor, place) => {
    const at = shifted(minute, Math.floor((place * MINUTE) / fleet.length) + Math.floor(dice() * SECOND));
    const { value } = fleetValues(sensor, at, dice);
    const message = { topic: `sensors/${sensor.id}/json`, payload: NO_PAYLOAD, receivedAt: at };
    const reading = { sensor: sensor.id, quantity: sensor.quantity, value, phenomenonTime: at, receivedAt: at, timeFrom: 'sensor' as const };
    watch.take(message, watch.judge(message, { readings: [reading], undecodable: [] }));
  });
}
