import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DAY, HOUR, type Instant, shifted } from '@voldgrav/hydrology';
import { TownWatch } from '@voldgrav/pipeline';
import { catchmentModels } from '@voldgrav/readiness';
import { applyAct, applyComing, journalRecording, spanOf } from '@voldgrav/replay';
import type { Town } from '@voldgrav/wire';
import { DONE, type ExitCode, WRONG_USE } from './exit-code.ts';
import type { ExplainOptions } from './explain-command.ts';
import { reasoning } from './reasoning.ts';
import type { Terminal } from './terminal.ts';
import { type Tongue, tongueOf } from './tongue.ts';
import { townGiven } from './town-given.ts';
import { usualJournal } from './usual-journal.ts';
import type { Environment } from './with-accounts.ts';
import { WrongUse } from './wrong-use.ts';

// The same from src/ and from dist/: both lie one folder below the app.
const SAMPLE_TOWN = fileURLToPath(new URL('../../../config/sample-town', import.meta.url));
/** Steps that are under way and forecasts that stand may have been told so long before. */
const STANDING_BACK = 2 * DAY;
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
    for await (const part of spanOf(recording, { from: shifted(at, -STANDING_BACK), to: shifted(at, HOUR) }).parts()) {
      for (const item of part) {
        if (item.kind === 'message' && item.receivedAt >= shifted(at, -LOOK_BACK)) watch.receive(item.message);
        // What was measured may come late; what somebody said or did later was not so then.
        if (item.kind === 'act' && item.receivedAt <= at) applyAct(watch, item);
        if (item.kind === 'forecast' && item.receivedAt <= at) applyComing(watch, item);
      }
    }
    const [assessment] = watch.catchmentReadinessAt(catchment, [at]) ?? [];
    const workings = watch.catchmentWorkingsAt(catchment, at);
    if (assessment === undefined || workings === undefined) throw new WrongUse(`The town has no catchment "${catchment}".`);
    const tongue = tongueOf(options.language);
    terminal.answer([reasoning({ catchment: found, assessment, workings, forecasts: watch.coming.list(catchment) }, town, tongue), ...soilTaken(town, catchment, tongue)].join('\n'));
    return DONE;
  } catch (fault) {
    terminal.complain(fault instanceof WrongUse ? fault.message : `Nothing can be explained: ${fault instanceof Error ? fault.message : String(fault)}.`);
    return WRONG_USE;
  }
}

/** How wet rural land is taken to be: the journal does not reach back the 60 days that the running desk knows from its store. */
function soilTaken(town: Town, catchment: string, { say }: Tongue): readonly string[] {
  const rural = catchmentModels(town).find(({ catchment: { id } }) => id === catchment)?.lands.filter((land) => land.catchment.soil !== undefined) ?? [];
  if (rural.length === 0) return [];
  const names = rural.map((land) => land.catchment.name).join(', ');
  return [say(`Jorden i ${names}: årstidens sædvanlige værdi et døgn før; den kørende tavle kender regnen i 60 døgn, så dens millimeter kan være andre`, `Soil of ${names}: the usual value of the season a day before; the running desk knows the rain of 60 days, so its millimetres may differ`)];
}

async function lastMessage(recording: ReturnType<typeof journalRecording>): Promise<Instant | undefined> {
  let last: Instant | undefined;
  for await (const part of recording.parts()) for (const item of part) if (item.kind === 'message') last = item.receivedAt;
  return last;
}
