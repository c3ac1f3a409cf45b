import { instant } from '@voldgrav/hydrology';
import { Command, CommanderError } from 'commander';
import { checkTown } from './check-town.ts';
import { decode, type DecodeOptions } from './decode.ts';
import { decodeCommand } from './decode-command.ts';
import { DONE, type ExitCode, WRONG_USE } from './exit-code.ts';
import { fleet, fleetCommand, type FleetOptions } from './fleet.ts';
import { type Input, processInput } from './input.ts';
import { addPeopleCommands } from './people-commands.ts';
import { serve } from './serve.ts';
import type { Terminal } from './terminal.ts';
import type { Environment } from './with-accounts.ts';

const EXIT_CODES = '\nExit codes: 0 done, 1 the answer is no, 2 wrong use.';

/** Runs one command line, without the program's own name, and tells what the process is to end with. */
export async function run(words: readonly string[], terminal: Terminal, environment: Environment = process.env, input: Input = processInput): Promise<ExitCode> {
  let code: ExitCode = DONE;
  const program = new Command('voldgrav')
    .description('The cloudburst desk: how many millimetres of rain each place in town can still take.')
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.answer(text.trimEnd()),
      writeErr: (text) => terminal.complain(text.trimEnd()),
    });
  program
    .command('check-town')
    .description("validate a town's folder; tells every fault with its file and line")
    .argument('<DIR>', "the folder with the town's YAML files and its map")
    .addHelpText('after', EXIT_CODES)
    .action(async (folder: string) => {
      code = await checkTown(folder, terminal);
    });
  program
    .command('serve')
    .description('run broker, journal, store, server and dashboard in one process, as npm start does')
    .option('--no-demo', 'without the simulated rain over the sample town')
    .addHelpText('after', EXIT_CODES)
    .action(async (options: { readonly demo: boolean }) => {
      code = await serve(options);
    });
  program.addCommand(
    decodeCommand()
      .copyInheritedSettings(program)
      .addHelpText('after', EXIT_CODES)
      .action(async (options: DecodeOptions) => {
        code = await decode(options, { input: await input(), now: instant(Date.now()), terminal });
      }),
  );
  program.addCommand(
    fleetCommand()
      .copyInheritedSettings(program)
      .addHelpText('after', EXIT_CODES)
      .action(async (options: FleetOptions) => {
        code = await fleet(options, terminal);
      }),
  );
  addPeopleCommands(program, { environment, terminal, helpAfter: EXIT_CODES, ended: (ending) => (code = ending) });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Asked-for help ends with 0; help that is shown because nothing was asked for does not.
    return error.exitCode === 0 ? DONE : WRONG_USE;
  }
}
