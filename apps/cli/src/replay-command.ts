import type { Instant } from '@voldgrav/hydrology';
import { Command, InvalidArgumentError, Option } from 'commander';
import { moment } from './moment.ts';

/** The options of `voldgrav replay` as commander has read them. */
export interface ReplayOptions {
  readonly town: string;
  readonly speed?: number;
  readonly max?: boolean;
  readonly report?: string;
  readonly mqtt?: string;
  readonly lane: string;
  readonly rename: ReadonlyMap<string, string>;
  readonly badLines: 'refuse' | 'mend';
  readonly readinessEvery: number;
  readonly readinessBy: 'basins' | 'catchments';
  readonly shiftToNow?: boolean;
  readonly from?: Instant;
  /** How often it is played; Infinity until it is stopped. */
  readonly loop?: number;
  readonly paused?: boolean;
  readonly orders?: boolean;
}

const HELP = `
A recording is a CSV (time,sensor,quantity,value, or the time and one column a sensor), JSON lines of messages as "voldgrav
record" writes them, or a journal. Names that end in ".gz" are unpacked. Times without an offset are UTC. --rename is for the
columns and sensors of a CSV, and for the levels of topics in the others.
Without --mqtt it runs in this process on a virtual clock, as fast as it goes unless --speed says otherwise; the same recording
and town give the same digest at any speed. With --mqtt it goes through the broker, to lane/<lane>/… .
In the report, notifications is what would have gone out: one message for each alert, to its organisation, one more to the next on its rota when nobody
acknowledged it in the minutes of duty.yaml, and with --readiness-by catchments when nobody began in time what the alert asks for. Rules on a last moment
(latest-decision) are asked only with it. Nothing is sent to anybody.

At a terminal, keys steer it while it plays: space pauses and goes on, → plays one message, ← goes ten minutes back, s asks for
a time to go to, + and - change the speed, q ends it where it stands, with a report. With --orders the same comes as lines on standard input: pause,
play, step, seek TIME (such as 2026-08-26T10:00:00Z, 10:00, +10 or -10 minutes), speed N or max, quit. Each is answered on standard error.
Going back plays from the start, unheard, so what is known at a moment is the same however one came to it; a server with LANE begins anew for it.`;

/** What `--loop` means alone. */
const ENDLESS = 'until-stopped';

/** `voldgrav replay`, without its action. */
export const replayCommand = (): Command =>
  new Command('replay')
    .description('play a recording through the engine; tells storms, alerts and readiness as one JSON report')
    .argument('<FILE...>', 'recordings; several are played as one, in the order of arrival')
    .requiredOption('--town <DIR>', "the town's folder")
    .addOption(new Option('--speed <N>', 'seconds of the recording in one real second').argParser(speedOf).conflicts('max'))
    .option('--max', 'as fast as it goes')
    .option('--report <FILE>', 'write the report here, and tell only its digest and counts')
    .option('--mqtt <URL>', 'through this broker, such as mqtt://127.0.0.1:1883')
    .option('--lane <ID>', 'the name of the lane', laneOf, 'replay')
    .addOption(new Option('--rename <OLD=NEW>', 'what a sensor of the recording is called in the town; may be given again').argParser(renamed).default(new Map<string, string>(), 'none'))
    .addOption(new Option('--bad-lines <HOW>', 'lines that are broken, doubled, out of order or of an unknown sensor').choices(['refuse', 'mend']).default('refuse'))
    .option('--readiness-every <MIN>', 'minutes between two moments of readiness in the report; 0 for none', minutesOf, 1)
    .addOption(new Option('--readiness-by <WHOM>', "whose word it is: the basins', or the catchments' with their first limit, which takes minutes for a day").choices(['basins', 'catchments']).default('basins'))
    .option('--from <TIME>', 'go there at once, knowing what came before; by the clock that the replay shows', moment)
    .addOption(new Option('--loop [TIMES]', 'play it again from the start, so many times in all or until it is stopped; each round is told').argParser(timesOf).preset(ENDLESS))
    .option('--paused', 'wait for the first order or key')
    .option('--orders', 'take orders as lines on standard input')
    .option('--shift-to-now', 'as if the recording began now')
    .addHelpText('after', HELP);

function timesOf(text: string): number {
  if (text === ENDLESS) return Infinity;
  const times = Number(text);
  if (text.trim() === '' || !Number.isInteger(times) || times < 1) throw new InvalidArgumentError('It must be a whole number of 1 or more.');
  return times;
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (!(speed > 0) || speed === Infinity) throw new InvalidArgumentError('It must be a number above 0.');
  return speed;
}

function laneOf(text: string): string {
  if (!/^[a-z0-9-]{1,40}$/.test(text) || text === 'live') throw new InvalidArgumentError('It must be small letters, digits and hyphens, and not "live".');
  return text;
}

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (text.trim() === '' || !Number.isInteger(minutes) || minutes < 0 || minutes > 1440) throw new InvalidArgumentError('It must be a whole number of minutes from 0 to 1440.');
  return minutes;
}

/** One more pair for those given before. Two sensors that became one would each say what the other did not: refused. */
export function renamed(text: string, before: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const [from = '', to = '', ...rest] = text.split('=');
  if (from === '' || to === '' || rest.length > 0) throw new InvalidArgumentError('It must be OLD=NEW, two names of a sensor.');
  const other = before.get(from);
  if (other !== undefined) throw new InvalidArgumentError(`"${from}" is renamed already, to "${other}".`);
  for (const [each, name] of before) if (name === to) throw new InvalidArgumentError(`"${each}" and "${from}" would become one sensor, "${to}".`);
  return new Map([...before, [from, to]]);
}
