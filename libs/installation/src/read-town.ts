import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParsedTown, parseTown } from '@voldgrav/wire';
import { withSoundScripts } from './with-sound-scripts.ts';

/** A town and the texts that it was read from, each by its name in the folder; or what is wrong with it. */
export type ReadTown = ParsedTown & { readonly texts: ReadonlyMap<string, string> };

/**
 * Reads a town's folder: its YAML files, the GeoJSON files of its `map` folder and the scripts of its `codecs` folder. A folder that is not there, or cannot
 * be read, is a fault like any other, reported at line 1 of the folder itself.
 */
export async function readTown(folder: string): Promise<ReadTown> {
  try {
    const names = [
      ...(await namesIn(folder)).filter((name) => /\.ya?ml$/i.test(name)),
      ...(await namesIn(folder, 'map')).filter((name) => /\.(geo)?json$/i.test(name)).map((name) => `map/${name}`),
      ...(await namesIn(folder, 'codecs')).filter((name) => /\.js$/.test(name)).map((name) => `codecs/${name}`),
    ];
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    const byName = new Map(names.map((name, index) => [name, texts[index] ?? '']));
    return { ...(await withSoundScripts(parseTown(byName))), texts: byName };
  } catch (error) {
    return { ok: false, faults: [{ file: folder, line: 1, message: sentenceOf(error) }], texts: new Map() };
  }
}

/** File names in a folder, sorted so that faults come in the same order on every machine. A town may lack map and codecs. */
async function namesIn(folder: string, inner?: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(inner === undefined ? folder : join(folder, inner), { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name).sort();
  } catch (error) {
    if (inner !== undefined && codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

function sentenceOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return 'There is no such folder: expected a folder with a town in it.';
    case 'ENOTDIR':
      return 'This is a file: expected a folder with a town in it.';
    case 'EACCES':
      return 'The folder or a file in it may not be read: expected read permission for the account that runs Voldgrav.';
    default:
      throw error;
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
