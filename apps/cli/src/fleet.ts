import { asFleet, brokerAddress, FLEET_LANGUAGES, type FleetLanguage, type FleetOutcome, type FleetSensor, fleetSensors, runFleet } from '@voldgrav/fleet';
import { progressBar, readTown } from '@voldgrav/installation';
import { Command, InvalidArgumentError, Option } from 'commander';
import { ANSWER_IS_NO, DONE, type ExitCode, WRONG_USE } from './exit-code.ts';
import { noAddress } from './no-address.ts';
import type { Terminal } from './terminal.ts';

/** The options as commander has read them. */
export interface FleetOptions {
  readonly sensors?: number;
  readonly rate: number | 'most';
  readonly mqtt: string;
  readonly qos: 0 | 1;
  readonly format: FleetLanguage | 'mixed';
  readonly seconds?: number;
  readonly seed: number;
  readonly inFlight: number;
  readonly town?: string;
}

const MESSAGE_NUMBERS = 65_535;

/** `voldgrav fleet`, without its action. */
export const fleetCommand = (): Command =>
  new Command('fleet')
    .description('load: sensors that send messages (200 bytes of JSON, or another format) at an even rate over one connection')
    .option('--sensors <N>', 'how many sensors; with --town the first N of its own, all when left out', wholeFrom(1, 1_000_000))
    .requiredOption('--rate <MSG_PER_S>', 'messages a second of all sensors together, or "most"', rate)
    .requiredOption('--mqtt <URL>', 'the broker, such as mqtt://127.0.0.1:1883')
    .option('--qos <0|1>', 'quality of service', wholeFrom(0, 1), 1)
    .addOption(new Option('--format <F>', 'what they speak; "mixed" is each in turn another. Sparkplug devices are fleet/ID/ID, which sources.yaml must know').choices([...FLEET_LANGUAGES, 'mixed']).default('json'))
    .option('--seconds <S>', 'how long; until Ctrl-C when left out', secondsFrom)
    .option('--town <DIR>', 'send as the sensors of this town; else as fleet-00001 and on, which a town must know to use')
    .option('--seed <N>', 'the same seed says the same values', wholeFrom(0, 2 ** 31 - 1), 1)
    .option('--in-flight <N>', 'messages on the way without an acknowledgement at most', wholeFrom(1, MESSAGE_NUMBERS), 2_000);

/**
 * Sends the load and answers with one line of JSON: what was sent, acknowledged, and how long acknowledgements took in ms
 * from when each message was due. No when a message was left unacknowledged.
 */
export async function fleet(options: FleetOptions, terminal: Terminal): Promise<ExitCode> {
  const refuse = (sentence: string): ExitCode => {
    terminal.complain(sentence);
    return WRONG_USE;
  };
  const address = brokerAddress(options.mqtt);
  if (address === undefined) return refuse(noAddress(options.mqtt));
  const sensors = await sensorsOf(options);
  if (typeof sensors === 'string') return refuse(sensors);
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  const bar = progressBar(process.stderr);
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    const { rate, qos, seed, seconds, inFlight, format: language } = options;
    const onProgress = (sent: number, passed: number): void => bar.show(seconds === undefined ? undefined : passed / seconds, () => `${sent} messages in ${Math.floor(passed)} s`);
    const outcome = await runFleet({ address, sensors, rate, qos, seed, language, limit: inFlight, signal: stop.signal, onProgress, ...(seconds === undefined ? {} : { seconds }) }).finally(() => bar.done());
    terminal.answer(JSON.stringify(rounded(outcome)));
    return outcome.acknowledged === outcome.sent ? DONE : ANSWER_IS_NO;
  } catch (fault) {
    return refuse(`${fault instanceof Error ? fault.message : String(fault)}.`);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

async function sensorsOf({ town: folder, sensors: count }: FleetOptions): Promise<readonly FleetSensor[] | string> {
  if (folder === undefined) return count === undefined ? 'Say how many sensors with --sensors, or whose with --town.' : fleetSensors(count);
  const read = await readTown(folder);
  if (!read.ok) return `The town in ${folder} has ${read.faults.length} faults; check-town tells them.`;
  const sensors = asFleet(read.town.sensors);
  if (count !== undefined && count > sensors.length) return `The town in ${folder} has ${sensors.length} sensors, fewer than the ${count} of --sensors.`;
  return sensors.slice(0, count);
}

const rounded = (outcome: FleetOutcome) => ({
  ...outcome,
  startedAt: Math.round(outcome.startedAt),
  seconds: Math.round(outcome.seconds * 1000) / 1000,
  perSecond: Math.round(outcome.perSecond * 10) / 10,
  acknowledgedMs: outcome.acknowledgedMs && { ...outcome.acknowledgedMs, max: Math.round(outcome.acknowledgedMs.max * 10) / 10 },
});

function wholeFrom(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (text.trim() === '' || !Number.isInteger(number) || number < least || number > most) throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    return number;
  };
}

function secondsFrom(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0) || seconds === Infinity) throw new InvalidArgumentError('It must be a number of seconds above 0.');
  return seconds;
}

function rate(text: string): number | 'most' {
  const perSecond = Number(text);
  if (text === 'most') return text;
  if (!(perSecond > 0) || perSecond === Infinity) throw new InvalidArgumentError('It must be a number above 0, or "most".');
  return perSecond;
}
