import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { isoOf } from '@voldgrav/hydrology';
import { TownIndex } from '@voldgrav/pipeline';
import {
  BadRecording, firstArrival, listenToLane, openLane, openRecording, type Recording, ReplayEngine, ReplayPlayer, type ReplayReport, retold,
  type Stage,
} from '@voldgrav/replay';
import { DONE, type ExitCode, WRONG_USE } from './exit-code.ts';
import { progressBar } from './progress-bar.ts';
import type { ReplayOptions } from './replay-command.ts';
import { runsOnFor } from './runs-on.ts';
import type { Terminal } from './terminal.ts';
import { townGiven } from './town-given.ts';
import { WrongUse } from './wrong-use.ts';

/** Mended lines that are told one by one; of the rest only how many. */
const MENDED_TOLD = 20;

/** Plays recordings through the engine and answers with the report, or with its digest and counts when it goes to a file. */
export async function replay(files: readonly string[], options: ReplayOptions, terminal: Terminal): Promise<ExitCode> {
  try {
    const report = await played(files, options, terminal);
    terminal.complain('notifications: none, since this version sends none.');
    if (options.report === undefined) terminal.answer(JSON.stringify(report));
    else {
      written(options.report, report);
      const { digest, lane, from, to, storms, alerts } = report;
      terminal.answer(JSON.stringify({ digest, lane, from, to, storms: storms.length, alerts: alerts.length, report: options.report }));
    }
    return DONE;
  } catch (fault) {
    if (!(fault instanceof WrongUse || fault instanceof BadRecording)) throw fault;
    terminal.complain(fault.message);
    return WRONG_USE;
  }
}

async function played(files: readonly string[], options: ReplayOptions, terminal: Terminal): Promise<ReplayReport> {
  const { town, sandbox } = await townGiven(options.town);
  const index = new TownIndex(town);
  for (const id of options.rename.values()) if (index.sensor(id) === undefined) throw new WrongUse(`--rename leads to "${id}", which is no sensor of the town in ${options.town}.`);
  const mended = mendedLines(terminal);
  const asRecorded = await openRecording(files, { index, rename: options.rename, badLines: options.badLines, onMended: mended.tell });
  const recording = options.shiftToNow === true ? await beginningNow(asRecorded, { town, sandbox }) : asRecorded;
  const run: Run = {
    recording,
    runsOn: runsOnFor(town),
    speed: options.max === true ? 'max' : (options.speed ?? 'max'),
    openEngine: () => new ReplayEngine({ town, sandbox, lane: options.lane, readinessEvery: options.readinessEvery, readinessBy: options.readinessBy }),
  };
  const engine = options.mqtt === undefined ? await inProcess(run) : await throughBroker(run, { url: options.mqtt, lane: options.lane, terminal });
  mended.tellRest();
  return engine.report();
}

interface Run {
  readonly recording: Recording;
  readonly runsOn: number;
  readonly speed: number | 'max';
  readonly openEngine: () => ReplayEngine;
}

async function inProcess(run: Run): Promise<ReplayEngine> {
  const engine = run.openEngine();
  await play(run, engine);
  return engine;
}

/** An engine that hears what is played from the broker, and nothing else. */
async function throughBroker(run: Run, { url, lane, terminal }: { readonly url: string; readonly lane: string; readonly terminal: Terminal }): Promise<ReplayEngine> {
  const engine = run.openEngine();
  const name = randomUUID();
  const unreachable = (cause: unknown): never => {
    throw new WrongUse(`The broker at ${url} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}.`);
  };
  const listener = await listenToLane({ url, lane, run: name, stage: engine }).catch(unreachable);
  const through = await openLane({ url, lane }).catch(unreachable);
  const stage = through.begin(name);
  try {
    await Promise.race([play(run, stage), listener.ended]);
    await listener.ended;
  } finally {
    await through.close();
    await listener.close();
  }
  if (stage.actsLeftOut() > 0) terminal.complain(`${stage.actsLeftOut()} acts of people were left out: a lane of a broker carries what sensors say.`);
  return engine;
}

async function play({ recording, runsOn, speed }: Run, stage: Stage): Promise<void> {
  const bar = progressBar(process.stderr);
  try {
    await new ReplayPlayer({ recording, openStage: () => stage, runsOn }).play({ speed, onProgress: (at) => bar.show(undefined, () => isoOf(at)) });
  } finally {
    bar.done();
  }
}

async function beginningNow(recording: Recording, { town, sandbox }: Awaited<ReturnType<typeof townGiven>>): Promise<Recording> {
  const first = await firstArrival(recording);
  return first === undefined ? recording : retold(recording, { town, sandbox, later: Date.now() - first, rename: new Map() });
}

function mendedLines({ complain }: Terminal) {
  let count = 0;
  return {
    tell: (sentence: string) => {
      count += 1;
      if (count <= MENDED_TOLD) complain(sentence);
    },
    tellRest: () => {
      if (count > MENDED_TOLD) complain(`… and ${count - MENDED_TOLD} more lines like these.`);
    },
  };
}

function written(file: string, report: ReplayReport): void {
  try {
    writeFileSync(file, `${JSON.stringify(report)}\n`);
  } catch (cause) {
    throw new WrongUse(`The report could not be written: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
}
