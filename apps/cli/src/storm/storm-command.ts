import { FAULT_KINDS, type FaultKind, isFaultKind } from '@voldgrav/faults';
import { isStormName, STORM_NAMES, stormLabel, type StormName } from '@voldgrav/storm';
import { Command, InvalidArgumentError, Option } from 'commander';

/** The options as commander has read them. */
export interface StormOptions {
  readonly town: string;
  readonly returnPeriod: number;
  readonly duration: number;
  readonly shape: 'chicago' | 'box';
  readonly peak: number;
  readonly climateFactor: number;
  readonly seed: number;
  readonly start: string;
  readonly out?: string;
  readonly mqtt?: string;
  readonly speed?: number;
  readonly name?: StormName;
  readonly heading?: number;
  readonly pace?: number;
  readonly fault: readonly FaultAsked[];
}

/** A fault as it was asked for: minutes count from the first message. */
export interface FaultAsked {
  readonly kind: FaultKind;
  /** Empty for all. */
  readonly sensors: readonly string[];
  readonly fromMinute: number;
  readonly minutes: number;
  readonly by?: number;
}

const HELP = `
Without --out and --mqtt the recording goes to standard output. A recording is CSV time,sensor,quantity,value, or with a FILE that
ends in .jsonl the messages themselves as JSON lines; packed when the name ends in .gz. Over MQTT the storm plays at --speed and ends now: no reading is of the future.
Named storms move over the town, and have a return period, duration, shape, peak and climate factor of their own, which no option changes:
${STORM_NAMES.map((name) => `  ${name.padEnd(23)}${stormLabel(name)}`).join('\n')}
A fault such as stuck:l-aadalen:90:60 befalls sensors (with commas between them, or * for all) from so many minutes after the start
for so many minutes. BY is a spike's height in the sensor's unit, or seconds late or astray. Kinds: ${FAULT_KINDS.join(', ')}.`;

/** What a named storm has of its own. */
const OF_ITS_OWN = ['returnPeriod', 'duration', 'shape', 'peak', 'climateFactor'];

/** `voldgrav storm`, without its action. */
export const stormCommand = (): Command =>
  new Command('storm')
    .description('a design storm over a town, as a recording or as live messages')
    .requiredOption('--town <DIR>', "the town's folder; its idf.yaml says how much falls")
    .option('--return-period <T>', 'years', numberWithin(0, Infinity), 10)
    .option('--duration <MIN>', 'whole minutes', wholeMinutes, 240)
    .option('--shape <S>', 'chicago, or box for even rain', shape, 'chicago')
    .option('--peak <0..1>', 'where in the storm its peak lies', numberWithin(0, 1), 0.5)
    .option('--climate-factor <F>', 'what every depth is multiplied by', numberWithin(0, 10), 1)
    .option('--seed <N>', 'the same seed says the same, byte for byte', wholeMinutes, 1)
    .addOption(new Option('--start <ISO>', 'when a recording begins').default('2026-06-01T12:00:00Z').conflicts('mqtt'))
    .option('--out <FILE>', 'write the recording there')
    .option('--mqtt <URL>', 'send it to a broker, such as mqtt://127.0.0.1:1883')
    .option('--speed <N>', 'minutes of storm in one real minute; with --mqtt, 1 when left out', numberWithin(0, 100_000))
    .addOption(new Option('--name <NAME>', 'a named storm, see below').argParser(stormName).conflicts(OF_ITS_OWN))
    .option('--heading <DEG>', 'where a named storm goes to, clockwise from north', numberWithin(0, 360))
    .option('--pace <M_PER_S>', 'how fast it goes', numberWithin(0.1, 100))
    .addOption(new Option('--fault <KIND:SENSORS:FROM:FOR[:BY]>', 'what sensors do wrong, see below; may be given again').argParser(faultAsked).default([] as readonly FaultAsked[], 'none'))
    .addHelpText('after', HELP);

function numberWithin(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (text.trim() === '' || !(number >= least && number <= most)) throw new InvalidArgumentError(`It must be a number from ${least}${most === Infinity ? ' up' : ` to ${most}`}.`);
    return number;
  };
}

function wholeMinutes(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number above 0.');
  return number;
}

function shape(text: string): StormOptions['shape'] {
  if (text !== 'chicago' && text !== 'box') throw new InvalidArgumentError('It must be chicago or box.');
  return text;
}

function stormName(text: string): StormName {
  if (!isStormName(text)) throw new InvalidArgumentError(`It must be one of ${STORM_NAMES.join(', ')}.`);
  return text;
}

function faultAsked(text: string, before: readonly FaultAsked[]): readonly FaultAsked[] {
  const [kind = '', sensors = '', from = '', length = '', by, ...rest] = text.split(':');
  const [fromMinute, minutes] = [Number(from), Number(length)];
  const sized = by === undefined || (by.trim() !== '' && Number.isFinite(Number(by)));
  if (!isFaultKind(kind) || sensors === '' || from === '' || !Number.isFinite(fromMinute) || !(minutes > 0) || !sized || rest.length > 0) {
    throw new InvalidArgumentError(`It must be KIND:SENSORS:FROM:FOR, such as silent:r-03,r-04:30:60, and perhaps :BY. Kinds: ${FAULT_KINDS.join(', ')}.`);
  }
  const asked: FaultAsked = { kind, sensors: sensors === '*' ? [] : sensors.split(','), fromMinute, minutes, ...(by === undefined ? {} : { by: Number(by) }) };
  return [...before, asked];
}
