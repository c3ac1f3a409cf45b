import { Command, InvalidArgumentError, Option } from 'commander';
import { renamed } from './replay-command.ts';

/** The options of `voldgrav backtest` as commander has read them. */
export interface BacktestCommandOptions {
  readonly town: string;
  readonly rule: string;
  readonly recordings: string;
  /** Only the newest so many, and dry weather. */
  readonly storms?: number;
  readonly rename: ReadonlyMap<string, string>;
  readonly badLines: 'refuse' | 'mend';
}

const HELP = `
FILE is one entry of rules.yaml. Each recording in DIR (.csv, .jsonl, both perhaps with .gz, or .sqlite) is played with it and with
the rule of the same id that the town has now. An event is when the asset's limit is reached: a basin's crest, the level at which a
road floods, a stream's bank, the sea level that closes outlets.
  fired: alerts · missed: events without an alert standing before them · false: alerts in whose life the limit was not reached
  leadMinutes: from the alert to the limit · gained: against the rule in force, over events that both foresaw
  messages: one for each alert, to the rule's organisation. What goes to the next on its rota when nobody acknowledges or begins in time is
    not counted: that is the doing of whoever was on duty, and not of the rule
A rule on low water (water-level, below) has no limit to come before: events, missed and false are null.`;

/** `voldgrav backtest`, without its action. */
export const backtestCommand = (): Command =>
  new Command('backtest')
    .description('try a rule on recordings: what it would have fired, missed and foreseen, beside the rule in force')
    .requiredOption('--town <DIR>', "the town's folder")
    .requiredOption('--rule <FILE>', 'the rule to try')
    .requiredOption('--recordings <DIR>', 'storms and dry weather to try it on')
    .option('--storms <N>', 'only the newest N storms of all recordings, each with the six hours after it, and the dry weather', stormsOf)
    .addOption(new Option('--rename <OLD=NEW>', 'what a sensor of the recordings is called in the town; may be given again').argParser(renamed).default(new Map<string, string>(), 'none'))
    .addOption(new Option('--bad-lines <HOW>', 'lines that are broken, doubled, out of order or of an unknown sensor').choices(['refuse', 'mend']).default('refuse'))
    .addHelpText('after', HELP);

function stormsOf(text: string): number {
  const storms = Number(text);
  if (text.trim() === '' || !Number.isInteger(storms) || storms < 1) throw new InvalidArgumentError('It must be a whole number of 1 or more.');
  return storms;
}
