import type { Figure } from '../figure.ts';
import { startServer } from '../parts/built-server.ts';
import type { Later } from '../parts/consumer.ts';
import { runFleetProgram } from '../parts/fleet-program.ts';
import { fleetTownFolder } from '../parts/fleet-town-folder.ts';
import { followJournal } from '../parts/journal-follower.ts';
import { processorSeconds } from '../parts/process-usage.ts';
import { realMosquitto } from '../parts/real-mosquitto.ts';

const RATE = 5_000;
const FEW = 100;
const MANY = 10_000;
const WARM_SECONDS = 10;
const PAIRS = { full: 6, quick: 2 } as const;
const SECONDS = { full: 4, quick: 2 } as const;

export const intakeScale: Figure = {
  name: 'intake-scale',
  title: 'Intake: from 100 to 10,000 sensors',
  meaning: `The same 5,000 msg/s from 100 and from 10,000 sensors, each fleet in a town that grows with it (a catchment, four gauges, a basin and a rule for every
twenty sensors). Two servers run side by side, each with a broker of its own, and both warm up for ten seconds: until then each of the ten thousand has spoken five times. Then they
have their turns of four seconds, six each, the one first and then the other first, so that whatever else the machine does falls on both. What is told is processor time of the server over the
messages of its turns, what it spends on the clock's tick included; flat means at most a quarter more. Their memory is a figure of its own.`,
  measures: [
    { name: 'processor time, 100 sensors', unit: 'µs/msg' },
    { name: 'processor time, 10,000 sensors', unit: 'µs/msg' },
    { name: '10,000 / 100 sensors', unit: '×', goal: { atMost: 1.25 } },
  ],
  runs: { full: 3, quick: 1 },
  async run({ quick, later }) {
    const length = quick ? 'quick' : 'full';
    const servers = [await warmServer(FEW, later), await warmServer(MANY, later)] as const;
    const [few, many] = servers;
    for (let pair = 0; pair < PAIRS[length]; pair += 1) {
      for (const server of pair % 2 === 0 ? servers : servers.toReversed()) await server.turn(SECONDS[length]);
    }
    for (const server of servers) await server.stop();
    return {
      'processor time, 100 sensors': few.microseconds(),
      'processor time, 10,000 sensors': many.microseconds(),
      '10,000 / 100 sensors': many.microseconds() / few.microseconds(),
    };
  },
};

interface WarmServer {
  /** So many seconds of load. Resolves when all of it is in the journal. */
  readonly turn: (seconds: number) => Promise<void>;
  /** Of all turns. */
  readonly microseconds: () => number;
  readonly stop: () => Promise<void>;
}

async function warmServer(sensors: number, later: Later): Promise<WarmServer> {
  const broker = await realMosquitto(later);
  const server = await startServer({ townDir: fleetTownFolder(sensors, later), mqttUrl: broker.url, later });
  const journal = followJournal(server.journalFile, later);
  let sent = 0;
  const send = async (seconds: number): Promise<void> => {
    sent += (await runFleetProgram({ mqttUrl: broker.url, rate: RATE, seconds, sensors })).sent;
    await journal.untilMessage(sent);
  };
  // What the rest runs is compiled, and the heap has its size, once each of ten thousand sensors has spoken a few times.
  await send(WARM_SECONDS);
  const warm = sent;
  let used = 0;
  return {
    async turn(seconds) {
      const before = processorSeconds(server.pid);
      await send(seconds);
      used += processorSeconds(server.pid) - before;
    },
    microseconds: () => (used / (sent - warm)) * 1e6,
    async stop() {
      await server.stop();
      await broker.stop();
    },
  };
}
