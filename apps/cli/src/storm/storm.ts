import { type SensorFault, withFaults } from '@voldgrav/faults';
import { brokerAddress } from '@voldgrav/fleet';
import { type Instant, instant, instantFromIso, isoOf, MINUTE, minutes, shifted, years } from '@voldgrav/hydrology';
import { progressBar, readTown } from '@voldgrav/installation';
import { writeWhole } from '@voldgrav/replay';
import { designedStorm, type DesignedStorm, designedStormEnds, namedStorm, playMessages, type SimulatedTown, type StormMessage, stormMessages, type StormName } from '@voldgrav/storm';
import { idfOf } from '@voldgrav/wire';
import { DONE, type ExitCode, WRONG_USE } from '../exit-code.ts';
import { needFolder } from '../need-folder.ts';
import { noAddress } from '../no-address.ts';
import type { Terminal } from '../terminal.ts';
import { WrongUse } from '../wrong-use.ts';
import { recordingCsv, recordingJsonl } from './recording.ts';
import type { StormOptions } from './storm-command.ts';

/** Makes a design storm and writes it down, or lets it rain through a broker. */
export async function storm(options: StormOptions, terminal: Terminal): Promise<ExitCode> {
  try {
    if (options.name === undefined && (options.heading !== undefined || options.pace !== undefined)) throw new WrongUse('--heading and --pace say how a named storm goes over the town: they need --name.');
    if (options.mqtt === undefined && options.speed !== undefined) throw new WrongUse('--speed is for --mqtt: a recording has no speed.');
    if (options.out !== undefined && options.mqtt !== undefined) throw new WrongUse('Either --out or --mqtt: a storm is recorded or sent.');
    if (options.out !== undefined) needFolder(options.out);
    const designed = await designedOf(options);
    const storm = withFaultsAsked(options.name === undefined ? designedTelling(designed) : namedTelling(options.name, designed, options), options, designed.town);
    if (options.mqtt !== undefined) await send(storm, options.mqtt, options.speed ?? 1, terminal);
    else await record(storm, options, terminal);
    return DONE;
  } catch (fault) {
    if (!(fault instanceof WrongUse) && !(fault instanceof RangeError)) throw fault;
    terminal.complain(fault.message);
    return WRONG_USE;
  }
}

const LINES_AT_ONCE = 1_000;

/** A storm that can begin at any time. */
interface Telling {
  readonly begins: Instant;
  /** In ms, from its first message to its last at the latest. */
  readonly length: number;
  readonly messages: (begins: Instant) => Iterable<StormMessage>;
}

const designedTelling = (designed: DesignedStorm): Telling => ({
  begins: designed.begins,
  length: designedStormEnds(designed) - designed.begins,
  messages: (begins) => designedStorm({ ...designed, begins }),
});

function namedTelling(name: StormName, { town, begins, seed }: DesignedStorm, { heading, pace }: StormOptions): Telling {
  const course = { ...(heading === undefined ? {} : { heading }), ...(pace === undefined ? {} : { speed: pace }) };
  const runFrom = (start: Instant) => namedStorm({ name, town, seed, begins: start, course });
  const { span } = runFrom(begins);
  return { begins, length: span.until - span.after, messages: (start) => stormMessages(runFrom(start)) };
}

function withFaultsAsked(telling: Telling, { fault: asked }: StormOptions, { sensors }: SimulatedTown): Telling {
  const strange = asked.flatMap((fault) => fault.sensors).find((id) => !sensors.some((sensor) => sensor.id === id));
  if (strange !== undefined) throw new WrongUse(`--fault names "${strange}", which is no sensor of the town.`);
  const faultsFrom = (begins: Instant): readonly SensorFault[] =>
    asked.map(({ kind, sensors: ids, fromMinute, minutes: length, by }) => ({
      kind,
      during: { after: shifted(begins, fromMinute * MINUTE), until: shifted(begins, (fromMinute + length) * MINUTE) },
      ...(ids.length === 0 ? {} : { sensors: new Set(ids) }),
      ...(by === undefined ? {} : { by }),
    }));
  return { ...telling, messages: (begins) => withFaults(telling.messages(begins), faultsFrom(begins)) };
}

async function designedOf(options: StormOptions): Promise<DesignedStorm> {
  const read = await readTown(options.town);
  if (!read.ok) throw new WrongUse(`The town in ${options.town} has ${read.faults.length} faults; check-town tells them.`);
  const begins = instantFromIso(options.start);
  if (begins === undefined) throw new WrongUse(`--start must be a time in ISO 8601 with an offset, such as 2026-08-26T12:20:00Z, not ${options.start}.`);
  const { duration, returnPeriod, shape, peak, climateFactor, seed } = options;
  return { town: read.town, idf: idfOf(read.town.idf), duration: minutes(duration), returnPeriod: years(returnPeriod), shape, peak, climateFactor, seed, begins: wholeSecond(begins) };
}

async function record(storm: Telling, { out }: StormOptions, terminal: Terminal): Promise<void> {
  const messages = storm.messages(storm.begins);
  const lines = /\.jsonl(\.gz)?$/.test(out ?? '') ? recordingJsonl(messages) : recordingCsv(messages);
  if (out === undefined) for (const line of lines) terminal.answer(line);
  else {
    await writeWhole(out, inPieces(lines)).catch((cause: Error) => {
      if (cause instanceof RangeError) throw cause;
      throw new WrongUse(`${out} cannot be written: ${cause.message}.`, { cause });
    });
  }
}

/** Many lines at once: each piece is waited for. */
function* inPieces(lines: Iterable<string>): Generator<string> {
  const piece: string[] = [];
  for (const line of lines) if (piece.push(line) === LINES_AT_ONCE) yield `${piece.splice(0).join('\n')}\n`;
  if (piece.length > 0) yield `${piece.join('\n')}\n`;
}

async function send({ length, messages }: Telling, url: string, speed: number, terminal: Terminal): Promise<void> {
  if (brokerAddress(url) === undefined) throw new WrongUse(noAddress(url));
  if (!(speed > 0)) throw new WrongUse('--speed must be above 0.');
  const startedAt = Date.now();
  // The storm's last word falls on the moment in which it is sent, and all others before theirs.
  const begins = wholeSecond(instant(startedAt - length + length / speed));
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    const clock = (): Instant => instant(begins + (Date.now() - startedAt) * speed);
    const bar = progressBar(process.stderr);
    const onProgress = (at: Instant): void => bar.show((at - begins) / length, () => isoOf(at));
    const sent = await playMessages({ messages: messages(begins), mqttUrl: url, clock, speed, signal: stop.signal, onProgress }).finally(() => bar.done());
    terminal.answer(JSON.stringify({ messages: sent }));
  } catch (fault) {
    if (fault instanceof RangeError) throw fault;
    throw new WrongUse(`${reasonOf(fault)}.`, { cause: fault });
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

const wholeSecond = (at: Instant): Instant => instant(Math.floor(at / 1000) * 1000);

/** With what lies behind it: that a broker cannot be had says little without why. */
const reasonOf = (fault: unknown): string => (!(fault instanceof Error) ? String(fault) : fault.cause instanceof Error ? `${fault.message}: ${fault.cause.message}` : fault.message);
