import type { Figure } from '../figure.ts';
import { startServer } from '../parts/built-server.ts';
import type { Later } from '../parts/consumer.ts';
import { runFleetProgram } from '../parts/fleet-program.ts';
import { fleetTownFolder } from '../parts/fleet-town-folder.ts';
import { followJournal } from '../parts/journal-follower.ts';
import { processorSeconds, residentMemory } from '../parts/process-usage.ts';
import { realMosquitto } from '../parts/real-mosquitto.ts';

const RATE = 5_000;
const FEW = 100;
const MANY = 10_000;
const WARM_SECONDS = 8;

export const intakeScale: Figure = {
  name: 'intake-scale',
  title: 'Intake: from 100 to 10,000 sensors',
  meaning: `The same 5,000 msg/s from 100 and from 10,000 sensors, each fleet in a town that grows with it (a catchment, four gauges, a basin and a rule for every
twenty sensors). For eight seconds both warm up: until then each of the ten thousand has spoken four times. Then: processor time of the server over the messages, what it spends on the clock's tick included; flat means at most a quarter more. Memory
is the most that the kernel saw resident.`,
  measures: [
    { name: 'processor time, 100 sensors', unit: 'µs/msg' },
    { name: 'processor time, 10,000 sensors', unit: 'µs/msg' },
    { name: '10,000 / 100 sensors', unit: '×', goal: { atMost: 1.25 } },
    { name: 'memory, 10,000 sensors', unit: 'MB', goal: { atMost: 400 } },
  ],
  runs: { full: 3, quick: 1 },
  async run({ quick, later }) {
    const few = await watched(FEW, quick ? 3 : 12, later);
    const many = await watched(MANY, quick ? 3 : 12, later);
    return {
      'processor time, 100 sensors': few.microseconds,
      'processor time, 10,000 sensors': many.microseconds,
      '10,000 / 100 sensors': many.microseconds / few.microseconds,
      'memory, 10,000 sensors': many.megabytes,
    };
  },
};

async function watched(sensors: number, seconds: number, later: Later): Promise<{ readonly microseconds: number; readonly megabytes: number }> {
  const broker = await realMosquitto(later);
  const server = await startServer({ townDir: fleetTownFolder(sensors, later), mqttUrl: broker.url, later });
  const journal = followJournal(server.journalFile, later);
  // What the rest runs is compiled, and the heap has its size, once each of ten thousand sensors has spoken a few times.
  const warm = await runFleetProgram({ mqttUrl: broker.url, rate: RATE, seconds: WARM_SECONDS, sensors });
  await journal.untilMessage(warm.sent);
  const before = processorSeconds(server.pid);
  const fleet = await runFleetProgram({ mqttUrl: broker.url, rate: RATE, seconds, sensors });
  await journal.untilMessage(warm.sent + fleet.sent);
  const used = processorSeconds(server.pid) - before;
  const megabytes = residentMemory(server.pid).most;
  await server.stop();
  await broker.stop();
  return { microseconds: (used / fleet.sent) * 1e6, megabytes };
}
