import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { AcknowledgedPublisher } from './acknowledged-publisher.ts';
import { report } from './fault-report.ts';
import { sampleReading, type SampleReading, seededRandom } from './sample-readings.ts';
import { backlogStart, scratch } from './scratch.ts';
import { startServer } from './server-process.ts';
import { expectSameSet, storedObservations, untilStored } from './stored-observations.ts';

const DAY_MS = 86_400_000;
const SUSPECT = 3;

const STILL_MS = 3_000;

/** The answer once it has not changed for three seconds: a delay that is over is found at a tick. */
async function settled<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let latest = await ask(); ; ) {
    await wait(STILL_MS);
    const next = await ask();
    if (JSON.stringify(next) === JSON.stringify(latest)) return next;
    latest = next;
  }
}

function shuffled<Thing>(things: readonly Thing[], random: () => number): readonly Thing[] {
  const mixed = [...things];
  for (let i = mixed.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [mixed[i], mixed[other]] = [mixed[other] as Thing, mixed[i] as Thing];
  }
  return mixed;
}

it('messages that come twice, in any order and days late are each stored once, the oldest of them doubted; telling all of it again raises nothing new', async () => {
  const began = performance.now();
  const place = await scratch('order');
  const server = await startServer(place);
  const random = seededRandom(77);
  const from = backlogStart();
  const of = (count: number, since: number): readonly SampleReading[] => Array.from({ length: count }, (_, i) => sampleReading(i, since));
  const sixDaysLate = of(52, from - 6 * DAY_MS);
  const eightDaysLate = of(52, from - 8 * DAY_MS);
  const told = [...of(2_000, from), ...sixDaysLate, ...eightDaysLate];
  const sensors = new AcknowledgedPublisher({ url: place.mqttUrl, from });
  const tellAll = async () => {
    for (const reading of shuffled([...told, ...told, ...told], random)) sensors.send(reading);
    await sensors.untilAllAcknowledged();
  };
  const alerts = async () => (await (await fetch(`${server.url}/api/v1/alerts`)).json()) as { alerts: readonly { id: string }[] };
  await tellAll();
  const before = await settled(alerts);
  await tellAll();
  expect(await settled(alerts)).toEqual(before);
  expect(new Set(before.alerts.map(({ id }) => id)).size).toBe(before.alerts.length);
  await untilStored(server, place.dataDir, sensors.acknowledged);
  expect(await server.stop()).toBe(0);
  await sensors.close();
  const audit = expectSameSet(place.dataDir, sensors);
  const { flags, checks } = storedObservations(place.dataDir);
  expect(new Set(eightDaysLate.map(({ key }) => flags.get(key)))).toEqual(new Set([SUSPECT]));
  // One that came before all others of its series ends a gap when the next ones come; its age alone is no doubt.
  expect(sixDaysLate.filter(({ key }) => checks.get(key)?.includes('"clock"'))).toEqual([]);
  const note = `each told six times in shuffled order; ${before.alerts.length} alerts, the same before and after`;
  report({ fault: 'duplicates, shuffled and late', rounds: 2, began, audit, note });
  place.discard();
}, 120_000);
