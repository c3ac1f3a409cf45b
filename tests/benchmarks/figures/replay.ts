import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HOUR, instant } from '@voldgrav/hydrology';
import { type Recorded, writeRecording } from '@voldgrav/replay';
import { namedStorm, stormMessages } from '@voldgrav/storm';
import type { Town } from '@voldgrav/wire';
import type { Figure } from '../figure.ts';
import { CLI, environmentOfUser } from '../parts/built-program.ts';
import { temporaryFolder } from '../parts/built-server.ts';
import { bundled } from '../parts/bundled.ts';
import { townOfGauges } from '../parts/town-of-gauges.ts';

const command = promisify(execFile);
/** As the command line is started. */
const ROOM_FOR_THE_YOUNG = '--max-semi-space-size=32';
const GAUGES = 200;
const LENGTH = 24 * HOUR;
const QUICK_SHARE = 1 / 8;
const BEGINS = instant(Date.UTC(2026, 7, 26));

export const replay: Figure = {
  name: 'replay',
  title: 'Replay: a day of the sample town with 200 gauges',
  meaning: `The sample town, its eight catchments with 200 rain gauges between them, each heard once a minute, and its levels and pumps as they are: 24 hours of a front on
wet ground. Without storage: \`voldgrav replay --max\`, the whole command from its start to its end; it reads the recording from a file of JSON lines, decodes, judges every
value alone and beside its neighbours, tells storms, readiness at every minute and alerts, and writes the report. With storage: the same through the same code in a program of its own, where
each message is journalled (group commit, \`synchronous=FULL\`) and every observation is in the embedded store and rolled up before it ends.`,
  measures: [
    { name: 'without storage', unit: 's', goal: { atMost: 5 } },
    { name: 'with journal and store', unit: 's', goal: { atMost: 15 } },
    { name: 'messages', unit: 'msg' },
  ],
  runs: { full: 3, quick: 1 },
  async run({ quick, later }) {
    const { town, folder: townDir } = townOfGauges(GAUGES, later);
    const share = quick ? QUICK_SHARE : 1;
    const messages = dayOf(town, LENGTH * share);
    const folder = temporaryFolder(later);
    const file = join(folder, 'day.jsonl');
    await writeRecording(file, {
      async *parts() {
        yield messages;
      },
    });
    const alone = await timed([ROOM_FOR_THE_YOUNG, CLI, 'replay', file, '--town', townDir, '--max', '--report', join(folder, 'report.json')]);
    const stored = await timed([ROOM_FOR_THE_YOUNG, await bundled('replay-into-store'), file, townDir, folder]);
    return {
      'without storage': alone / share,
      'with journal and store': stored / share,
      messages: messages.length / share,
    };
  },
};

/** Seconds from a program's start to its end. */
async function timed(words: readonly string[]): Promise<number> {
  const begun = performance.now();
  const { stdout } = await command(process.execPath, [...words], { env: environmentOfUser() });
  if (!stdout.includes('"storms":1,') && !stdout.includes('"storms":1}')) throw new Error(`The day was not told as one storm: ${stdout}`);
  return (performance.now() - begun) / 1_000;
}

function dayOf(town: Town, length: number): readonly Recorded[] {
  const run = namedStorm({ name: 'frontal-24h-wet-ground', town, seed: 1, begins: BEGINS });
  const until = BEGINS + length;
  const encoder = new TextEncoder();
  const messages: Recorded[] = [];
  for (const { at, topic, payload } of stormMessages(run)) {
    if (at > until) break;
    messages.push({ kind: 'message', message: { topic, payload: encoder.encode(payload), receivedAt: at }, receivedAt: at });
  }
  return messages;
}
