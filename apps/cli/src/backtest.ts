import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TownIndex } from '@voldgrav/pipeline';
import { BadRecording, backtest, backtestFigures, type BacktestResult, openRecording } from '@voldgrav/replay';
import type { BacktestCommandOptions } from './backtest-command.ts';
import { DONE, type ExitCode, WRONG_USE } from './exit-code.ts';
import { progressBar } from './progress-bar.ts';
import { ruleFile } from './rule-file.ts';
import { runsOnFor } from './runs-on.ts';
import type { Terminal } from './terminal.ts';
import { townGiven } from './town-given.ts';
import { WrongUse } from './wrong-use.ts';

const RECORDING = /\.(csv|jsonl)(\.gz)?$|\.sqlite$/;

/** Tries a rule on every recording of a folder and answers with what it would have done, recording by recording and in all. */
export async function backtestRule(options: BacktestCommandOptions, terminal: Terminal): Promise<ExitCode> {
  const bar = progressBar(process.stderr);
  try {
    const { town, sandbox } = await townGiven(options.town);
    const rule = await ruleFile(options.rule, options.town);
    const index = new TownIndex(town);
    const names = recordingsIn(options.recordings);
    const played: { readonly name: string; readonly result: BacktestResult }[] = [];
    for (const name of names) {
      bar.show(played.length / names.length, () => name);
      const recording = await openRecording([join(options.recordings, name)], { index, rename: new Map(), badLines: 'refuse', onMended: terminal.complain });
      played.push({ name, result: await backtest(recording, { town, sandbox, rule, runsOn: runsOnFor(town) }) });
    }
    bar.done();
    terminal.answer(JSON.stringify({ rule: rule.id, ...backtestFigures(played.map(({ result }) => result)), recordings: played.map(({ name, result }) => ({ recording: name, ...backtestFigures([result]) })) }));
    return DONE;
  } catch (fault) {
    bar.done();
    if (!(fault instanceof WrongUse || fault instanceof BadRecording || fault instanceof RangeError)) throw fault;
    terminal.complain(fault.message);
    return WRONG_USE;
  }
}

function recordingsIn(folder: string): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder).filter((name) => RECORDING.test(name)).sort();
  } catch (cause) {
    throw new WrongUse(`${folder} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
  if (names.length === 0) throw new WrongUse(`${folder} holds no recording: expected files that end in .csv, .jsonl (perhaps with .gz) or .sqlite.`);
  return names;
}
