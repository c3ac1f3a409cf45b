import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TownIndex } from '@voldgrav/pipeline';
import { BadRecording, backtest, type BacktestResult, openRecording, type RuleScore, together } from '@voldgrav/replay';
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
      bar.show(played.length / names.length, name);
      const recording = await openRecording([join(options.recordings, name)], { index, rename: new Map(), badLines: 'refuse', onMended: terminal.complain });
      played.push({ name, result: await backtest(recording, { town, sandbox, rule, runsOn: runsOnFor(town) }) });
    }
    bar.done();
    terminal.answer(JSON.stringify({ rule: rule.id, ...summaryOf(played.map(({ result }) => result)), recordings: played.map(({ name, result }) => ({ recording: name, ...summaryOf([result]) })) }));
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

function summaryOf(results: readonly BacktestResult[]) {
  const tried = together(results.map((result) => result.tried));
  const [first] = results;
  const inForce = first?.inForce === undefined ? undefined : together(results.flatMap((result) => result.inForce ?? []));
  return {
    events: results.reduce((sum, { events }) => sum + events, 0),
    ...scoreOf(tried),
    inForce: inForce === undefined ? null : scoreOf(inForce),
    leadMinutesGained: inForce === undefined ? null : middleOf(tried.leadMinutes.flatMap((lead, event) => differenceOf(lead, inForce.leadMinutes[event]))),
  };
}

const scoreOf = ({ fired, missed, false: falseAlerts, leadMinutes }: RuleScore) => ({
  fired,
  missed,
  false: falseAlerts,
  leadMinutes: middleOf(leadMinutes.filter((lead) => lead !== undefined)),
  messages: fired,
});

const differenceOf = (lead: number | undefined, other: number | undefined): readonly number[] => (lead === undefined || other === undefined ? [] : [lead - other]);

/** The least, the middle and the most, to a tenth; null where there is none. */
function middleOf(values: readonly number[]): { readonly least: number; readonly median: number; readonly most: number } | null {
  const sorted = [...values].sort((one, other) => one - other);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return null;
  const median = ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
  const tenth = (value: number): number => Math.round(value * 10) / 10;
  return { least: tenth(least), median: tenth(median), most: tenth(most) };
}
