import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readTown } from '@voldgrav/installation';
import { limitsWithoutRule, type Town } from '@voldgrav/wire';
import { ANSWER_IS_NO, DONE, type ExitCode, WRONG_USE } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/**
 * Validates the town in `folder`. The answer is one line that counts what is in it, and one on what nobody would be alerted of, or every fault as
 * `file:line: message`. A folder that is not there is wrong use, not a faulty town.
 */
export async function checkTown(folder: string, terminal: Terminal): Promise<ExitCode> {
  if (!(await isFolder(folder))) {
    terminal.complain(`There is no folder ${folder}: check-town expects the folder that holds a town's YAML files.`);
    return WRONG_USE;
  }
  const read = await readTown(folder);
  if (read.ok) {
    terminal.answer(`${folder} is a valid town: ${inventory(read.town)}.`);
    const unruled = limitsWithoutRule(read.town);
    if (unruled.length > 0) terminal.answer(`No rule in ${pathOf(folder, 'rules.yaml')} stands on ${unruled.map(({ id }) => id).join(', ')}, which steps of strategy.yaml protect: nobody is alerted before their last moment. One of the measure latest-decision would alert them.`);
    return DONE;
  }
  for (const fault of read.faults) terminal.answer(`${pathOf(folder, fault.file)}:${fault.line}: ${fault.message}`);
  return ANSWER_IS_NO;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // Not there, or behind a folder that may not be entered: either way there is nothing to check.
    return false;
  }
}

/** With the folder in front, so that an editor or terminal can jump there. */
const pathOf = (folder: string, file: string): string => (file === folder ? folder : join(folder, file));

function inventory({ catchments, sensors, assets, rules, actions }: Town): string {
  const sensorsOf = (...kinds: readonly string[]) => sensors.filter(({ kind }) => kinds.includes(kind)).length;
  const assetsOf = (wanted: string) => assets.filter(({ kind }) => kind === wanted).length;
  return [
    counted(catchments.length, 'catchment'),
    counted(sensorsOf('rain-gauge'), 'rain gauge'),
    counted(sensorsOf('level-sensor', 'tide-gauge'), 'level sensor'),
    counted(assetsOf('basin'), 'basin'),
    counted(assetsOf('pump'), 'pump'),
    counted(rules.length, 'rule'),
    counted(actions.length, 'action'),
  ].join(', ');
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
