import { progressBar } from '@voldgrav/installation';
import { Command } from 'commander';
import { ANSWER_IS_NO, DONE, type ExitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import type { Environment } from '../with-accounts.ts';
import { examine } from './examine.ts';

export interface DoctorOptions {
  readonly demo: boolean;
  readonly thorough: boolean;
}

const HELP = `
One line for each thing that was looked at: ok, warning or fault, what it is about, what was found, and what to do. It reads and changes
nothing; at a broker of one's own it sends one message to voldgrav/doctor. With a fault the answer is no (1).`;

/** `voldgrav doctor`, without its action. */
export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('what is wrong with this installation, and what to do; whether the server runs or not')
    .option('--thorough', 'every entry of the journal, not only the newest 200,000', false)
    .option('--no-demo', "the lasting data of the sample town, not the demo's")
    .addHelpText('after', HELP);

/** Answers with a line for each finding, parted by tabs. */
export async function doctor({ demo, thorough }: DoctorOptions, terminal: Terminal, environment: Environment): Promise<ExitCode> {
  const bar = progressBar(process.stderr);
  let code: ExitCode = DONE;
  for await (const { level, about, says, todo } of examine({ environment, demo, thorough, now: () => Date.now(), onProgress: (share) => bar.show(share, () => 'of the journal') })) {
    bar.done();
    if (level === 'fault') code = ANSWER_IS_NO;
    terminal.answer([level, about, `${says}.`, ...(todo === undefined ? [] : [`To do: ${todo}.`])].join('\t'));
  }
  return code;
}
