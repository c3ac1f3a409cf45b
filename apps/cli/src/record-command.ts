import type { Instant } from '@voldgrav/hydrology';
import { Command, Option } from 'commander';
import { moment } from './moment.ts';
import { renamed } from './replay-command.ts';

/** The options of `voldgrav record` as commander has read them. */
export interface RecordOptions {
  readonly from: Instant;
  readonly to: Instant;
  readonly out: string;
  readonly journal?: string;
  readonly demo: boolean;
  readonly rename: ReadonlyMap<string, string>;
  readonly town?: string;
}

const HELP = `
The file has one JSON line for each message, as it came, for each thing that somebody did, and one that says until when it
is; "voldgrav replay" plays it. A replay begins with nothing known: to have the same alerts as live, begin in dry weather.
With --rename every message is read and said again in our own JSON; what cannot be read is left out. Nobody is named then either: who did
something is called operator-1 and on, and what people wrote (comments, the duty log) is left out.
What a stranger sent is recorded too; "voldgrav replay" refuses it with its line, or leaves it out with --bad-lines mend.`;

/** `voldgrav record`, without its action. */
export const recordCommand = (): Command =>
  new Command('record')
    .description('make a recording of a span of the journal, while the server runs or not')
    .requiredOption('--from <TIME>', 'ISO 8601 with an offset, such as 2026-08-26T10:00:00Z', moment)
    .requiredOption('--to <TIME>', 'the last moment that belongs to it', moment)
    .requiredOption('--out <FILE>', 'where to; packed when the name ends in ".gz"')
    .option('--journal <FILE>', 'the journal; else the one in DATA_DIR')
    .option('--no-demo', "the town's own journal, not that of the simulated storm")
    .addOption(new Option('--rename <OLD=NEW>', 'give a sensor another name; may be given again, and needs --town').argParser(renamed).default(new Map<string, string>(), 'none'))
    .option('--town <DIR>', 'whose sources.yaml tells how the messages are read')
    .addHelpText('after', HELP);
