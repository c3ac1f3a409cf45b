import type { Figure } from '../figure.ts';
import { startServer } from '../parts/built-server.ts';
import { runFleetProgram } from '../parts/fleet-program.ts';
import { fleetTownFolder } from '../parts/fleet-town-folder.ts';
import { followJournal } from '../parts/journal-follower.ts';
import { processorSeconds } from '../parts/process-usage.ts';
import { realMosquitto } from '../parts/real-mosquitto.ts';

const SENSORS = 1_000;
const OFFERED = { goal: 20_000, target: 40_000 } as const;

export const intakeRate: Figure = {
  name: 'intake-rate',
  title: 'Intake: messages a second, journalled and acknowledged',
  meaning: `The fleet (1,000 sensors of a town of their own) offers an even rate to a real Mosquitto at QoS 1; the server takes them in, commits
each to its journal (\`synchronous=FULL\`) before it acknowledges, and watches the town as always. The rate counts from the first message sent to
the last row that another process reads in the journal file. Generator, broker and server share this machine's processors.`,
  measures: [
    { name: 'journalled of 20,000 msg/s offered', unit: 'msg/s', goal: { atLeast: 19_800 } },
    { name: 'journalled of 40,000 msg/s offered', unit: 'msg/s', goal: { atLeast: 20_000 }, target: 40_000 },
    { name: 'server, processor time at 20,000 msg/s', unit: 'µs/msg' },
  ],
  runs: { full: 3, quick: 1 },
  async run({ quick, later }) {
    const townDir = fleetTownFolder(SENSORS, later);
    const offer = async (rate: number) => {
      const broker = await realMosquitto(later);
      const server = await startServer({ townDir, mqttUrl: broker.url, later });
      const journal = followJournal(server.journalFile, later);
      const before = { seq: journal.lastSeq(), processor: processorSeconds(server.pid) };
      const fleet = await runFleetProgram({ mqttUrl: broker.url, rate, seconds: quick ? 3 : 6, sensors: SENSORS });
      const seenAt = await journal.until(before.seq + fleet.acknowledged, 30_000);
      const processor = processorSeconds(server.pid) - before.processor;
      await server.stop();
      await broker.stop();
      return { perSecond: (fleet.acknowledged / (seenAt - fleet.startedAt)) * 1000, microseconds: (processor / fleet.acknowledged) * 1e6 };
    };
    const goal = await offer(OFFERED.goal);
    const target = await offer(OFFERED.target);
    return {
      'journalled of 20,000 msg/s offered': goal.perSecond,
      'journalled of 40,000 msg/s offered': target.perSecond,
      'server, processor time at 20,000 msg/s': goal.microseconds,
    };
  },
};
