import { Command, Option } from 'commander';
import type { Instant } from '@voldgrav/hydrology';
import { moment } from './moment.ts';
import type { Language } from './tongue.ts';

/** The options of `voldgrav explain` as commander has read them. */
export interface ExplainOptions {
  readonly at?: Instant;
  readonly town?: string;
  readonly journal?: string;
  readonly demo: boolean;
  readonly language: Language;
}

const HELP = `
What was measured is read from the journal, a day back from the moment, whether the server runs or not; what came later than that
moment but speaks of before it counts. Forecasts, and steps of playbooks begun or ended, count as of that moment, from two days back. Without --at the moment is that of the journal's last message.`;

/** `voldgrav explain`, without its action. */
export const explainCommand = (): Command =>
  new Command('explain')
    .description("a catchment's readiness at a moment, with the whole reasoning, for an engineer")
    .argument('<CATCHMENT>', 'its id in catchments.yaml')
    .option('--at <TIME>', 'ISO 8601 with an offset, such as 2026-08-26T10:00:00Z', moment)
    .option('--town <DIR>', 'the town; else TOWN_DIR, else the sample town')
    .option('--journal <FILE>', 'the journal; else the one in DATA_DIR')
    .addOption(new Option('--language <LANGUAGE>', 'da or en').choices(['da', 'en']).default('en'))
    .option('--no-demo', "the town's own journal, not that of the simulated storm")
    .addHelpText('after', HELP);
