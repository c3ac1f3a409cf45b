import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Instant, isoOf } from '@voldgrav/hydrology';
import { progressBar } from '@voldgrav/installation';
import { TownIndex } from '@voldgrav/pipeline';
import { BadRecording, backtest, backtestFigures, type BacktestResult, newestStorms, openRecording, watchesLowWater } from '@voldgrav/replay';
import type { BacktestCommandOptions } from './backtest-command.ts';
import { DONE, type ExitCode, WRONG_USE } from './exit-code.ts';
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
      const share = played.length / names.length;
      bar.show(share, () => name);
      const recording = await openRecording([join(options.recordings, name)], { index, sandbox, rename: options.rename, badLines: options.badLines, onMended: terminal.complain });
      const onProgress = (at: Instant): void => bar.show(share + (recording.share?.() ?? 0) / names.length, () => `${name} ${isoOf(at)}`);
      played.push({ name, result: await backtest(recording, { town, sandbox, rule, runsOn: runsOnFor(town), onProgress }) });
    }
    bar.done();
    if (watchesLowWater(rule)) terminal.complain(`${rule.id} watches low water, and the town names no level that would be too low: nobody can say what it missed or which alerts were false.`);
    terminal.answer(JSON.stringify({ rule: rule.id, ...answerOf(played, options.storms) }));
    return DONE;
  } catch (fault) {
    bar.done();
    if (!(fault instanceof WrongUse || fault instanceof BadRecording || fault instanceof RangeError)) throw fault;
    terminal.complain(fault.message);
    return WRONG_USE;
  }
}

/** In all, recording by recording, storm by storm and in dry weather. With a count of storms, all is the newest so many and the dry weather. */
function answerOf(played: readonly { readonly name: string; readonly result: BacktestResult }[], count: number | undefined) {
  const results = played.map(({ result }) => result);
  const storms = newestStorms(results, count);
  const dry = results.map((result) => result.dry);
  return {
    ...backtestFigures(count === undefined ? results : [...storms, ...dry]),
    recordings: played.map(({ name, result }) => ({ recording: name, ...backtestFigures([result]) })),
    storms: storms.map((storm) => ({ id: storm.id, onset: isoOf(storm.onset), end: storm.end === undefined ? null : isoOf(storm.end), ...backtestFigures([storm]) })),
    dry: backtestFigures(dry),
  };
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
