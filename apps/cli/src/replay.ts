import { randomUUID } from 'node:crypto';
import { brokerAddress } from '@voldgrav/fleet';
import { isoOf } from '@voldgrav/hydrology';
import { progressBar } from '@voldgrav/installation';
import { TownIndex } from '@voldgrav/pipeline';
import {
  BadRecording, firstArrival, type LaneStage, type LeftOut, listenToLane, openLane, openRecording, type Playing, type Recording, ReplayEngine,
  ReplayPlayer, type ReplayReport, retold, type Stage, writeWhole,
} from '@voldgrav/replay';
import { DONE, type ExitCode, WRONG_USE } from './exit-code.ts';
import type { ReplayOptions } from './replay-command.ts';
import { keyOrders, lineOrders, type OrderSource, signalsOnly } from './replay/order-source.ts';
import { SteeredPlay } from './replay/steered-play.ts';
import { isSameFile } from './is-same-file.ts';
import { needFolder } from './need-folder.ts';
import { noAddress } from './no-address.ts';
import { withoutPassword } from './without-password.ts';
import { runsOnFor } from './runs-on.ts';
import type { Terminal } from './terminal.ts';
import { townGiven } from './town-given.ts';
import { WrongUse } from './wrong-use.ts';

/** Milliseconds for which a broker may say nothing while it has something to hand on. */
const PATIENCE = 30_000;
/** Mended lines that are told one by one; of the rest only how many. */
const MENDED_TOLD = 20;

/** Plays recordings through the engine and answers with the report, or with its digest and counts when it goes to a file. */
export async function replay(files: readonly string[], options: ReplayOptions, terminal: Terminal): Promise<ExitCode> {
  try {
    const report = await played(files, options, terminal);
    if (options.report === undefined) terminal.answer(JSON.stringify(report));
    else {
      await written(options.report, report);
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
  const { report } = options;
  const played = report === undefined ? undefined : files.find((file) => isSameFile(file, report));
  if (played !== undefined) throw new WrongUse(`--report ${report} is the recording ${played} itself, which stays; give the report another name.`);
  if (report !== undefined) needFolder(report);
  const orders = ordersFor(options);
  const { town, sandbox } = await townGiven(options.town);
  const index = new TownIndex(town);
  for (const id of options.rename.values()) if (index.sensor(id) === undefined) throw new WrongUse(`--rename leads to "${id}", which is no sensor of the town in ${options.town}.`);
  const mended = mendedLines(terminal);
  const asRecorded = await openRecording(files, { index, sandbox, rename: options.rename, badLines: options.badLines, onMended: mended.tell });
  const recording = options.shiftToNow === true ? await beginningNow(asRecorded, { town, sandbox }) : asRecorded;
  const run: Run = {
    recording,
    runsOn: runsOnFor(town),
    options,
    orders,
    terminal,
    openEngine: () => new ReplayEngine({ town, sandbox, lane: options.lane, readinessEvery: options.readinessEvery, readinessBy: options.readinessBy }),
  };
  const engine = options.mqtt === undefined ? await inProcess(run) : await throughBroker(run, options.mqtt);
  mended.tellRest();
  return engine.report();
}

interface Run {
  readonly recording: Recording;
  readonly runsOn: number;
  readonly options: ReplayOptions;
  readonly orders: OrderSource;
  readonly terminal: Terminal;
  readonly openEngine: () => ReplayEngine;
}

/** The latest time that a run was begun: its stage, the engine that hears it, and how to wait until that one has all of it. */
interface Begun<S extends Stage = Stage> {
  readonly stage: S;
  readonly engine: ReplayEngine;
  readonly heard: () => Promise<void>;
}

/** The engine that heard the last of it. */
async function inProcess(run: Run): Promise<ReplayEngine> {
  const { engine } = await play(run, () => {
    const opened = run.openEngine();
    return { stage: opened, engine: opened, heard: () => Promise.resolve() };
  });
  return engine;
}

/** An engine that hears what is played from the broker, and nothing else. */
async function throughBroker(run: Run, url: string): Promise<ReplayEngine> {
  if (brokerAddress(url) === undefined) throw new WrongUse(noAddress(url));
  const { lane } = run.options;
  const unreachable = (cause: unknown): never => {
    throw new WrongUse(`The broker at ${withoutPassword(url)} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}.`);
  };
  const listener = await listenToLane({ url, lane }).catch(unreachable);
  const through = await openLane({ url, lane }).catch(async (cause: unknown) => {
    await listener.close();
    return unreachable(cause);
  });
  const begin = (): Begun<LaneStage> => {
    const engine = run.openEngine();
    const name = randomUUID();
    const followed = listener.follow(name, engine);
    return { engine, stage: through.begin(name), heard: () => Promise.race([followed, listener.silence(PATIENCE)]) };
  };
  try {
    const { engine, stage } = await Promise.race([play(run, begin), listener.gone]);
    tellLeftOut(stage.leftOut(), run.terminal);
    return engine;
  } finally {
    await through.close();
    await listener.close();
  }
}

/** Plays, as often as it was asked for, and steered by whoever may. */
async function play<S extends Stage>({ recording, runsOn, options, orders, terminal }: Run, begin: () => Begun<S>): Promise<Begun<S>> {
  const bar = progressBar(process.stderr);
  let begun: Begun<S> | undefined;
  const player = new ReplayPlayer({ recording, openStage: () => (begun = begin()).stage, runsOn });
  const latest = (): Begun<S> => {
    if (begun === undefined) throw new Error('A player opens its stage before anything else.');
    return begun;
  };
  const tell = (line: string): void => {
    bar.done();
    terminal.complain(line);
  };
  let rounds = 0;
  const playing: Playing = {
    speed: options.max === true ? 'max' : (options.speed ?? 'max'),
    from: options.from,
    onProgress: (at) => (orders.isBusy() ? undefined : bar.show(recording.share?.(), () => isoOf(at))),
    ...(options.loop === undefined
      ? {}
      : {
          again: async () => {
            const { heard, engine } = latest();
            await heard();
            rounds += 1;
            const { digest, alerts } = engine.report();
            tell(`Round ${rounds}: ${alerts.length} alerts, digest ${digest}.`);
            return rounds < (options.loop ?? 1);
          },
        }),
  };
  try {
    await new SteeredPlay({ player, playing, orders, paused: options.paused === true, tell }).run();
    if (player.now !== undefined) await latest().heard();
    return latest();
  } finally {
    bar.done();
  }
}

/** Whoever sits at the terminal, or writes to standard input; else only signals. */
function ordersFor({ orders, paused }: ReplayOptions): OrderSource {
  if (orders === true) return lineOrders(process.stdin);
  if (process.stdin.isTTY && process.stderr.isTTY) return keyOrders(process.stdin, process.stderr);
  if (paused === true) throw new WrongUse('--paused waits for an order, and nobody can give one here: say --orders, or run it at a terminal.');
  return signalsOnly;
}

/** A lane of a broker carries what sensors say, and nothing else. */
function tellLeftOut({ acts, forecasts }: LeftOut, { complain }: Terminal): void {
  if (acts > 0) complain(`${acts} acts of people were left out: a lane of a broker carries what sensors say.`);
  if (forecasts > 0) complain(`${forecasts} forecasts and warnings were left out: a lane of a broker carries what sensors say.`);
}

async function beginningNow(recording: Recording, { town, sandbox }: Awaited<ReturnType<typeof townGiven>>): Promise<Recording> {
  const first = await firstArrival(recording);
  return first === undefined ? recording : retold(recording, { town, sandbox, later: Date.now() - first, rename: new Map() });
}

function mendedLines({ complain }: Terminal) {
  // A recording that is played again is read again.
  const told = new Set<string>();
  return {
    tell: (sentence: string) => {
      if (told.has(sentence)) return;
      told.add(sentence);
      if (told.size <= MENDED_TOLD) complain(sentence);
    },
    tellRest: () => {
      if (told.size > MENDED_TOLD) complain(`… and ${told.size - MENDED_TOLD} more lines like these.`);
    },
  };
}

async function written(file: string, report: ReplayReport): Promise<void> {
  try {
    await writeWhole(file, [`${JSON.stringify(report)}\n`]);
  } catch (cause) {
    throw new WrongUse(`The report could not be written: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
}
