import { Command } from 'commander';

const HELP = `
The answer is one line a message, or its faults as FILE:LINE: what is wrong. What the standard only recommends is told as advice and makes
no message invalid. A document type is refused, and so is a file of more than 16 MiB.`;

/** `voldgrav cap`, and `validate` under it, without its action. */
export function capCommand(): { readonly cap: Command; readonly validate: Command } {
  const cap = new Command('cap').description('warnings in the Common Alerting Protocol');
  const validate = cap
    .command('validate')
    .description('is this a valid CAP 1.2 message? Tells every fault, of the schema and of what the schema cannot say')
    .argument('<FILE...>', 'files with a message each; - is standard input')
    .addHelpText('after', HELP);
  return { cap, validate };
}
