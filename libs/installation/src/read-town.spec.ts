import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readTown } from './read-town.ts';

const SAMPLE_TOWN = fileURLToPath(new URL('../../../config/sample-town', import.meta.url));

describe('reading a town from its folder', () => {
  it('takes the map with it, from the ground up', async () => {
    const read = await readTown(SAMPLE_TOWN);
    expect(read.ok && read.town.map.map(({ id }) => id)).toEqual([
      'land',
      'water',
      'green',
      'built-up',
      'streams',
      'roads',
      'labels',
    ]);
  });

  it('has one fault for a folder that is not there', async () => {
    expect(await readTown('nowhere/at/all')).toMatchObject({
      ok: false,
      faults: [{ file: 'nowhere/at/all', line: 1, message: 'There is no such folder: expected a folder with a town in it.' }],
    });
  });

  it('has one fault for a file in place of a folder', async () => {
    const read = await readTown(join(SAMPLE_TOWN, 'town.yaml'));
    expect(!read.ok && read.faults.map(({ message }) => message)).toEqual([
      'This is a file: expected a folder with a town in it.',
    ]);
  });

  it('tells of a file with the other ending of YAML, since it would not be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'voldgrav-town-'));
    await writeFile(join(folder, 'sensors.yml'), 'sensors: []\n');
    const read = await readTown(folder);
    await rm(folder, { recursive: true });
    expect(!read.ok && read.faults.map(({ file }) => file)).toContain('sensors.yml');
  });
});
