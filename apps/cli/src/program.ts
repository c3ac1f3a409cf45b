import { buffer } from 'node:stream/consumers';
import { instant } from '@voldgrav/hydrology';
import { Command, CommanderError, Option } from 'commander';
import { addBackupCommands } from './backup/backup-commands.ts';
import { backtestRule } from './backtest.ts';
import { backtestCommand, type BacktestCommandOptions } from './backtest-command.ts';
import { capCommand } from './cap/cap-command.ts';
import { validateCap } from './cap/validate-cap.ts';
import { checkQuality } from './check-quality/check-quality.ts';
import { checkTown } from './check-town.ts';
import { decode, type DecodeOptions } from './decode.ts';
import { decodeCommand } from './decode-command.ts';
import { addDeviceCommands } from './device/device-commands.ts';
import { doctor, doctorCommand, type DoctorOptions } from './doctor/doctor.ts';
import { DONE, type ExitCode, WRONG_USE } from './exit-code.ts';
import { explain } from './explain.ts';
import { explainCommand, type ExplainOptions } from './explain-command.ts';
import { fleet, fleetCommand, type FleetOptions } from './fleet.ts';
import { addPeopleCommands } from './people-commands.ts';
import { record } from './record.ts';
import { recordCommand, type RecordOptions } from './record-command.ts';
import { rainStatistics, type RainStatisticsOptions } from './rain-statistics/rain-statistics.ts';
import { rainStatisticsCommand } from './rain-statistics/rain-statistics-command.ts';
import { replay } from './replay.ts';
import { replayCommand, type ReplayOptions } from './replay-command.ts';
import { rebuild, serve } from './serve.ts';
import { storm } from './storm/storm.ts';
import { stormCommand, type StormOptions } from './storm/storm-command.ts';
import type { Terminal } from './terminal.ts';
import type { Environment } from './with-accounts.ts';
import { WrongUse } from './wrong-use.ts';

const EXIT_CODES = '\nExit codes: 0 done, 1 the answer is no, 2 wrong use.';

const QUALITY_HELP = `
Times are ISO 8601 (without an offset: UTC) or seconds or milliseconds since 1970; each sensor's rows stand in time order.
An empty value is missing (9); one that is no number fails (4, syntax); a line that is no record ends the run with 2.
Keys of FILE: quantity, grossRange {suspect: [a, b], fail: [a, b]}, spike {suspect, fail, method: average | differential},
  rateOfChange {suspectPerHour, failPerHour}, flatLine {suspectSeconds, failSeconds, tolerance}, positions: a CSV of
  sensor,longitude,latitude, attenuatedSignal {windowSeconds, measure, suspect, fail}, timeGap {seconds}, sensorLimit {min,
  max}, exceedance: danish-record, streak {resolution, meanWetDay}, counter {mmPerCount, modulus}.
  With FILE only the checks that it names are run. With positions the rows of all sensors stand in time order together.`;

/** What a command line is run among: the process's own environment and standard input, or a test's. */
export interface Surroundings {
  readonly environment?: Environment;
  readonly input?: AsyncIterable<string | Uint8Array>;
}

/** Runs one command line, without the program's own name, and tells what the process is to end with. */
export async function run(words: readonly string[], terminal: Terminal, { environment = process.env, input = process.stdin }: Surroundings = {}): Promise<ExitCode> {
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
    .command('check-quality')
    .description('judge a CSV of time,sensor,value on standard input: the same CSV plus flag,checks (QARTOD 1, 2, 3, 4, 9)')
    .requiredOption('--quantity <Q>', 'what the values are, such as rain_mm or level_m')
    .option('--config <FILE>', 'YAML: which checks with which limits; without it, the usual ones for the quantity')
    .option('--reasons', 'a third column that says what was found', false)
    .addHelpText('after', QUALITY_HELP)
    .addHelpText('after', EXIT_CODES)
    .action(async (options: { readonly quantity: string; readonly config?: string; readonly reasons: boolean }) => {
      code = await checkQuality(options, input, terminal);
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
        code = await decode(options, { input: await buffer(input), now: instant(Date.now()), terminal });
      }),
  );
  program.addCommand(
    rainStatisticsCommand()
      .copyInheritedSettings(program)
      .addHelpText('after', EXIT_CODES)
      .action(async (options: RainStatisticsOptions) => {
        code = await rainStatistics(options, input, terminal);
      }),
  );
  program.addCommand(
    stormCommand()
      .copyInheritedSettings(program)
      .addHelpText('after', EXIT_CODES)
      .action(async (options: StormOptions) => {
        code = await storm(options, terminal);
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
  program.addCommand(
    replayCommand()
      .copyInheritedSettings(program)
      .addHelpText('after', EXIT_CODES)
      .action(async (files: readonly string[], options: ReplayOptions) => {
        code = await replay(files, options, terminal);
      }),
  );
  program.addCommand(
    explainCommand()
      .copyInheritedSettings(program)
      .addHelpText('after', EXIT_CODES)
      .action(async (catchment: string, options: ExplainOptions) => {
        code = await explain(catchment, options, terminal, environment);
      }),
  );
  program.addCommand(
    recordCommand()
      .copyInheritedSettings(program)
      .addHelpText('after', EXIT_CODES)
      .action(async (options: RecordOptions) => {
        code = await record(options, terminal, environment);
      }),
  );
  program.addCommand(
    backtestCommand()
      .copyInheritedSettings(program)
      .addHelpText('after', EXIT_CODES)
      .action(async (options: BacktestCommandOptions) => {
        code = await backtestRule(options, terminal);
      }),
  );
  const { cap, validate } = capCommand();
  program.addCommand(cap.copyInheritedSettings(program).addHelpText('after', EXIT_CODES));
  validate
    .copyInheritedSettings(program)
    .addHelpText('after', EXIT_CODES)
    .action(async (files: readonly string[]) => {
      code = await validateCap(files, input, terminal);
    });
  addPeopleCommands(program, { environment, terminal, helpAfter: EXIT_CODES, ended: (ending) => (code = ending) });
  program.addCommand(
    doctorCommand()
      .copyInheritedSettings(program)
      .addHelpText('after', EXIT_CODES)
      .action(async (options: DoctorOptions) => {
        code = await doctor(options, terminal, environment);
      }),
  );
  addBackupCommands(program, { environment, terminal, helpAfter: EXIT_CODES, ended: (ending) => (code = ending) });
  addDeviceCommands(program, { environment, terminal, helpAfter: EXIT_CODES, ended: (ending) => (code = ending) });
  program
    .command('rebuild')
    .description('make the observation store anew from the journal, for the span it keeps; the server must be stopped')
    .option('--no-demo', "the town's own data, not those of the simulated storm")
    .addOption(new Option('--into <store>', 'fill this store; what the journal no longer has comes from the other one').choices(['sqlite', 'influx']))
    .addHelpText('after', EXIT_CODES)
    .action(async (options: { readonly demo: boolean; readonly into?: string }) => {
      code = await rebuild(options);
    });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof WrongUse) {
      terminal.complain(error.message);
      return WRONG_USE;
    }
    if (!(error instanceof CommanderError)) throw error;
    // Asked-for help ends with 0; help that is shown because nothing was asked for does not.
    return error.exitCode === 0 ? DONE : WRONG_USE;
  }
}
