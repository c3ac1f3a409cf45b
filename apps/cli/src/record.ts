import { existsSync } from 'node:fs';
import { isoOf } from '@voldgrav/hydrology';
import { progressBar } from '@voldgrav/installation';
import { TownIndex } from '@voldgrav/pipeline';
import { journalRecording, type Recording, retold, spanOf, writeRecording } from '@voldgrav/replay';
import { ANSWER_IS_NO, DONE, type ExitCode, WRONG_USE } from './exit-code.ts';
import { isSameFile } from './is-same-file.ts';
import { needFolder } from './need-folder.ts';
import type { RecordOptions } from './record-command.ts';
import type { Terminal } from './terminal.ts';
import { townGiven } from './town-given.ts';
import { usualJournal } from './usual-journal.ts';
import type { Environment } from './with-accounts.ts';
import { WrongUse } from './wrong-use.ts';

/** Makes a recording and answers with what is in it. No when the span holds nothing: then there is no file. */
export async function record(options: RecordOptions, terminal: Terminal, environment: Environment): Promise<ExitCode> {
  try {
    if (options.to < options.from) throw new WrongUse('--to is before --from.');
    const file = options.journal ?? usualJournal(environment, options.demo);
    if (!existsSync(file)) throw new WrongUse(`There is no journal ${file}; --journal or DATA_DIR says where it is.`);
    needFolder(options.out);
    if (isSameFile(options.out, file)) throw new WrongUse(`--out ${options.out} is the journal itself, which stays; give the recording another name.`);
    const recording = await renamedIn(spanOf(journalRecording(file, terminal.complain), options), options);
    if (!(await holdsAnything(recording))) {
      terminal.complain(`Nothing came in from ${isoOf(options.from)} to ${isoOf(options.to)}; no file was written.`);
      return ANSWER_IS_NO;
    }
    const bar = progressBar(process.stderr);
    const { messages, acts, from, to } = await writeRecording(options.out, recording, (at) => bar.show((at - options.from) / (options.to - options.from), () => isoOf(at))).finally(() => bar.done());
    terminal.answer(JSON.stringify({ out: options.out, messages, acts, from: from === undefined ? null : isoOf(from), to: to === undefined ? null : isoOf(to) }));
    return DONE;
  } catch (fault) {
    terminal.complain(fault instanceof WrongUse ? fault.message : `No recording was made: ${fault instanceof Error ? fault.message : String(fault)}.`);
    return WRONG_USE;
  }
}

async function renamedIn(recording: Recording, { rename, town: folder }: RecordOptions): Promise<Recording> {
  if (rename.size === 0) return recording;
  if (folder === undefined) throw new WrongUse('--rename needs --town: a message has to be read before a name in it can be another.');
  const { town, sandbox } = await townGiven(folder);
  const index = new TownIndex(town);
  for (const id of rename.keys()) if (index.sensor(id) === undefined) throw new WrongUse(`--rename begins with "${id}", which is no sensor of the town in ${folder}.`);
  for (const [id, name] of rename) if (index.sensor(name) !== undefined && !rename.has(name)) throw new WrongUse(`--rename ${id}=${name} would make one sensor of "${id}" and "${name}", which the town in ${folder} has too.`);
  return retold(recording, { town, sandbox, later: 0, rename });
}

async function holdsAnything(recording: Recording): Promise<boolean> {
  for await (const part of recording.parts()) if (part.some(({ kind }) => kind !== 'clock')) return true;
  return false;
}
