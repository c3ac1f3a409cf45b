import { setTimeout as wait } from 'node:timers/promises';
import { LatencyHistogram } from '@voldgrav/fleet';
import type { Figure } from '../figure.ts';
import { startServer } from '../parts/built-server.ts';
import { runFleetProgram } from '../parts/fleet-program.ts';
import { fleetTownFolder } from '../parts/fleet-town-folder.ts';
import { followJournal } from '../parts/journal-follower.ts';
import { realMosquitto } from '../parts/real-mosquitto.ts';

const SENSORS = 1_000;
const RATE = 5_000;
const LOOK_EVERY_MS = 2;
const TIME = /"time":"([^"]+)"/;

export const intakeLatency: Figure = {
  name: 'intake-latency',
  title: 'Intake: from publish to journal',
  meaning: `5,000 msg/s through a real Mosquitto. Each message carries the moment it was due; another process looks into the journal file every 2 ms and takes
the time at which it first sees the message committed. So the waiting of a late generator counts, and up to 2 ms of looking too.`,
  measures: [
    { name: 'p50', unit: 'ms' },
    { name: 'p99', unit: 'ms', goal: { atMost: 100 } },
    { name: 'longest', unit: 'ms' },
  ],
  runs: { full: 3, quick: 1 },
  async run({ quick, later }) {
    const broker = await realMosquitto(later);
    const server = await startServer({ townDir: fleetTownFolder(SENSORS, later), mqttUrl: broker.url, later });
    const journal = followJournal(server.journalFile, later);
    const waits = new LatencyHistogram();
    let seq = journal.lastSeq();
    let expected = Infinity;
    const fleet = runFleetProgram({ mqttUrl: broker.url, rate: RATE, seconds: quick ? 3 : 8, sensors: SENSORS }).then((answer) => (expected = answer.sent));
    const giveUpAt = Date.now() + 60_000;
    while (waits.count < expected && Date.now() < giveUpAt) {
      await wait(LOOK_EVERY_MS);
      const rows = journal.payloadsAfter(seq);
      const now = performance.timeOrigin + performance.now();
      for (const { payload } of rows) waits.add(now - Date.parse(TIME.exec(Buffer.from(payload).toString('latin1'))?.[1] ?? ''));
      seq = rows.at(-1)?.seq ?? seq;
    }
    await fleet;
    if (waits.count < expected) throw new Error(`${expected} messages were sent and ${waits.count} journalled`);
    return { p50: waits.quantile(0.5) ?? Number.NaN, p99: waits.quantile(0.99) ?? Number.NaN, longest: waits.max ?? Number.NaN };
  },
};
