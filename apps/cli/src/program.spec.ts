import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from './program.ts';

const SAMPLE_TOWN = fileURLToPath(new URL('../../../config/sample-town', import.meta.url));

async function ran(...words: readonly string[]) {
  const answers: string[] = [];
  const complaints: string[] = [];
  const code = await run(words, {
    answer: (line) => answers.push(line),
    complain: (line) => complaints.push(line),
  });
  return { code, answers, complaints };
}

describe('voldgrav check-town', () => {
  let town = '';

  beforeEach(async () => {
    town = await mkdtemp(join(tmpdir(), 'voldgrav-town-'));
    await cp(SAMPLE_TOWN, town, { recursive: true });
  });

  afterEach(() => rm(town, { recursive: true }));

  const change = async (file: string, from: string, to: string) => {
    const text = await readFile(join(town, file), 'utf8');
    expect(text).toContain(from);
    await writeFile(join(town, file), text.replace(from, to));
  };

  it('counts what is in a valid town, on one line', async () => {
    expect(await ran('check-town', town)).toEqual({
      code: 0,
      answers: [
        `${town} is a valid town: 8 catchments, 12 rain gauges, 14 level sensors, 6 basins, 2 pumps, 6 rules, 8 actions.`,
      ],
      complaints: [],
    });
  });

  it('answers no with every fault of every file, one a line', async () => {
    await change('organisations.yaml', "phone: '00 00 00 10'", 'phone: ring');
    await change('catchments.yaml', 'impervious_share: 0.45', 'impervious_share: 45');
    await change('rules.yaml', 'deadband: 4', 'deadband: -4');
    await rm(join(town, 'idf.yaml'));
    await rm(join(town, 'map/land.geojson'));
    await writeFile(join(town, 'map/land.geojson'), '{"type": "Topology"}\n');
    const { code, answers, complaints } = await ran('check-town', town);
    expect(code).toBe(1);
    expect(complaints).toEqual([]);
    expect(answers.map((line) => line.replace(`${town}/`, '').replace(/:\d+:.*/, ''))).toEqual([
      'catchments.yaml',
      'rules.yaml',
      'idf.yaml',
      'organisations.yaml',
      'map/land.geojson',
      'map/land.geojson',
    ]);
    for (const line of answers) expect(line).toMatch(/^\S+:\d+: .+\.$/);
  });

  it('does not take a town without its map amiss', async () => {
    await rm(join(town, 'map'), { recursive: true });
    expect((await ran('check-town', town)).code).toBe(0);
  });

  it('calls a folder that is not there wrong use, in one sentence', async () => {
    const { code, answers, complaints } = await ran('check-town', join(town, 'nowhere'));
    expect(code).toBe(2);
    expect(answers).toEqual([]);
    expect(complaints).toEqual([
      `There is no folder ${town}/nowhere: check-town expects the folder that holds a town's YAML files.`,
    ]);
  });
});

describe('voldgrav', () => {
  it.each([[['--help']], [['check-town', '--help']], [['serve', '--help']], [['rebuild', '--help']]])('answers %j and is done', async (words) => {
    const { code, answers, complaints } = await ran(...words);
    expect(code).toBe(0);
    expect(answers.join('\n')).toContain('Exit codes: 0 done, 1 the answer is no, 2 wrong use.');
    expect(complaints).toEqual([]);
  });

  it.each([[[]], [['frobnicate']], [['check-town']], [['serve', '--nonsense']], [['rebuild', '--nonsense']], [['check-town', 'a', 'b']]])(
    'calls %j wrong use and answers nothing',
    async (words) => {
      const { code, answers, complaints } = await ran(...words);
      expect(code).toBe(2);
      expect(answers).toEqual([]);
      expect(complaints.join('')).not.toBe('');
    },
  );
});
