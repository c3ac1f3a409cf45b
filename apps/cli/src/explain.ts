import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DAY, HOUR, type Instant, shifted } from '@voldgrav/hydrology';
import { TownWatch } from '@voldgrav/pipeline';
import { journalRecording, spanOf } from '@voldgrav/replay';
import { DONE, type ExitCode, WRONG_USE } from './exit-code.ts';
import type { ExplainOptions } from './explain-command.ts';
import { reasoning } from './reasoning.ts';
import type { Terminal } from './terminal.ts';
import { townGiven } from './town-given.ts';
import { usualJournal } from './usual-journal.ts';
import type { Environment } from './with-accounts.ts';
import { WrongUse } from './wrong-use.ts';

// The same from src/ and from dist/: both lie one folder below the app.
const SAMPLE_TOWN = fileURLToPath(new URL('../../../config/sample-town', import.meta.url));
/** What the model looks back over, and an hour for what came late. */
const LOOK_BACK = DAY + HOUR;

/** Answers with a catchment's readiness at a moment and everything that led to it. */
export async function explain(catchment: string, options: ExplainOptions, terminal: Terminal, environment: Environment): Promise<ExitCode> {
  try {
    const folder = options.town ?? (environment['TOWN_DIR'] === undefined || environment['TOWN_DIR'] === '' ? SAMPLE_TOWN : resolve(environment['TOWN_DIR']));
    const { town, sandbox } = await townGiven(folder);
    const found = town.catchments.find(({ id }) => id === catchment);
    if (found === undefined) throw new WrongUse(`The town has no catchment "${catchment}": it has ${town.catchments.map(({ id }) => id).join(', ')}.`);
    const file = options.journal ?? usualJournal(environment, options.demo);
    if (!existsSync(file)) throw new WrongUse(`There is no journal ${file}; --journal or DATA_DIR says where it is.`);
    const recording = journalRecording(file, terminal.complain);
    const at = options.at ?? (await lastMessage(recording));
    if (at === undefined) throw new WrongUse(`${file} holds no message yet.`);
    const watch = new TownWatch(town, sandbox);
    for await (const part of spanOf(recording, { from: shifted(at, -LOOK_BACK), to: shifted(at, HOUR) }).parts()) {
      for (const item of part) if (item.kind === 'message') watch.receive(item.message);
    }
    const [assessment] = watch.catchmentReadinessAt(catchment, [at]) ?? [];
    if (assessment === undefined) throw new WrongUse(`The town has no catchment "${catchment}".`);
    terminal.answer(reasoning(found, assessment, town));
    return DONE;
  } catch (fault) {
    terminal.complain(fault instanceof WrongUse ? fault.message : `Nothing can be explained: ${fault instanceof Error ? fault.message : String(fault)}.`);
    return WRONG_USE;
  }
}

async function lastMessage(recording: ReturnType<typeof journalRecording>): Promise<Instant | undefined> {
  let last: Instant | undefined;
  for await (const part of recording.parts()) for (const item of part) if (item.kind === 'message') last = item.receivedAt;
  return last;
}
