import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { AcknowledgedPublisher } from './acknowledged-publisher.ts';
import { report } from './fault-report.ts';
import { scratch } from './scratch.ts';
import { startServer, until } from './server-process.ts';
import { expectSameSet, journalledMessages, storedObservations, untilStored } from './stored-observations.ts';

const HOUR_MS = 3_600_000;
const [GOOD, FAIL] = [1, 4];
const MOVABLE_CLOCK = new URL('movable-clock.mjs', import.meta.url).href;
/** The moved clock looks into its file more often than this. */
const SEEN_MS = 200;

/** Messages that one setting of the clock saw come, and how it judges them. */
interface Phase {
  readonly keys: readonly string[];
  readonly flag: number;
}

function expectFlags(dataDir: string, phases: readonly Phase[]): void {
  const { flags } = storedObservations(dataDir);
  for (const { keys, flag } of phases) expect(new Set(keys.map((key) => flags.get(key)))).toEqual(new Set([flag]));
}

/** Sends 260 messages and gives their keys. */
async function tell(sensors: AcknowledgedPublisher): Promise<readonly string[]> {
  const before = new Set(sensors.published.keys());
  sensors.sendNext(260);
  await sensors.untilAllAcknowledged();
  return [...sensors.published.keys()].filter((key) => !before.has(key));
}

const oneMinuteAgo = (): number => Math.floor(Date.now() / 1_000) * 1_000 - 60_000;

// A preloaded module sets the wall clock of the real process (movable-clock.mjs): the machine's own would be everybody's.
it('a clock that is set two hours forward and three back under a running server costs no message, is told, and is judged by as it stands', async () => {
  const began = performance.now();
  const place = await scratch('clock-set');
  const offsetFile = join(place.dataDir, 'offset');
  const set = async (hours: number): Promise<void> => {
    writeFileSync(offsetFile, String(hours * HOUR_MS));
    await wait(SEEN_MS);
  };
  await set(0);
  const server = await startServer({ ...place, environment: { NODE_OPTIONS: `--import=${MOVABLE_CLOCK}`, CLOCK_OFFSET_FILE: offsetFile, JOURNAL_DAYS: String(1 / 24) } });
  const sensors = new AcknowledgedPublisher({ url: place.mqttUrl, from: oneMinuteAgo() });
  const phases = [{ keys: await tell(sensors), flag: GOOD }];
  for (const { hours, flag, told } of [
    { hours: 2, flag: GOOD, told: 'clock jumped forward by 7200 s' },
    { hours: -1, flag: FAIL, told: 'clock jumped back by 10800 s' },
    { hours: 0, flag: GOOD, told: 'clock jumped forward by 3600 s' },
  ]) {
    await set(hours);
    phases.push({ keys: await tell(sensors), flag });
    await until(`it says: ${told}`, () => server.said().includes(told));
    expect(await server.health()).toMatchObject({ status: 'ready' });
  }
  await untilStored(server, place.dataDir, sensors.acknowledged);
  // The journal keeps an hour here, and for a while all of it was two hours old by the clock.
  expect(journalledMessages(place.dataDir)).toBeGreaterThanOrEqual(sensors.published.size);
  expect(await server.stop()).toBe(0);
  await sensors.close();
  const audit = expectSameSet(place.dataDir, sensors);
  expectFlags(place.dataDir, phases);
  report({ fault: 'clock set while the server runs', rounds: 3, began, audit, note: '+2 h, then −3 h, then +1 h, each told within 5 s' });
  place.discard();
}, 120_000);

/** The server's clock is set by its own setting CLOCK between two lives. */
it('a clock that jumps two hours forward and three back between lives costs no message: what then seems to come from the future is kept and flagged', async () => {
  const began = performance.now();
  const place = await scratch('clock');
  const sensors = new AcknowledgedPublisher({ url: place.mqttUrl, from: oneMinuteAgo() });
  const phases: Phase[] = [];
  for (const [hours, flag] of [[0, GOOD], [2, GOOD], [-1, FAIL], [0, GOOD]] as const) {
    const clock = new Date(Date.now() + hours * HOUR_MS).toISOString();
    const server = await startServer({ ...place, environment: hours === 0 ? {} : { CLOCK: `${clock}@1` } });
    phases.push({ keys: await tell(sensors), flag });
    await untilStored(server, place.dataDir, sensors.acknowledged);
    await server.kill();
  }
  await sensors.close();
  const audit = expectSameSet(place.dataDir, sensors);
  expectFlags(place.dataDir, phases);
  const note = 'set by the setting CLOCK at a restart, +2 h, then −1 h';
  report({ fault: 'clock jumps between lives', rounds: 3, began, audit, note });
  place.discard();
}, 120_000);
