import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { WrongUse } from './wrong-use.ts';

/** Throws `WrongUse` where a file has no folder to be written into: better before long work than after it. */
export function needFolder(file: string): void {
  const folder = dirname(resolve(file));
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw new WrongUse(`There is no folder ${folder} for ${file}.`);
}
