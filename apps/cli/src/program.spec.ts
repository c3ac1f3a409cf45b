import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedBroker } from '@voldgrav/mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawnWhile } from './drawn-while.ts';
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

  it('counts what is in a valid town, on one line, and says for which limits nobody is alerted in time', async () => {
    expect(await ran('check-town', town)).toEqual({
      code: 0,
      answers: [
        `${town} is a valid town: 8 catchments, 12 rain gauges, 14 level sensors, 6 basins, 2 pumps, 7 rules, 8 actions.`,
        `No rule in ${town}/rules.yaml stands on b-havnen, v-havnegade, s-overmarken, s-kildebaek, s-moellebro, which steps of strategy.yaml protect: nobody is alerted before their last moment. One of the measure latest-decision would alert them.`,
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

describe('voldgrav fleet', () => {
  const asked = (...words: readonly string[]) => ran('fleet', '--rate', '1000', '--mqtt', 'mqtt://127.0.0.1:1', ...words);

  it.each([
    [['--sensors', '2'], 'The broker at 127.0.0.1:1 cannot be reached'],
    [[], 'Say how many sensors with --sensors, or whose with --town.'],
    [['--sensors', '2', '--mqtt', 'http://127.0.0.1'], '--mqtt is http://127.0.0.1, which is no address of a broker'],
    [['--town', 'nowhere'], 'The town in nowhere has 1 faults'],
    [['--town', SAMPLE_TOWN, '--sensors', '99'], 'fewer than the 99 of --sensors'],
    [['--sensors', 'many'], 'It must be a whole number from 1 to 1000000.'],
    [['--sensors', '2', '--rate', '0'], 'It must be a number above 0, or "most".'],
    [['--sensors', '2', '--seconds', '-1'], 'It must be a number of seconds above 0.'],
    [['--sensors', '2', '--qos', '2'], 'It must be a whole number from 0 to 1.'],
  ])('calls %j wrong use in one sentence', async (words, sentence) => {
    const { code, answers, complaints } = await asked(...words);
    expect(code).toBe(2);
    expect(answers).toEqual([]);
    expect(complaints.join('\n')).toContain(sentence);
  });

  it('answers with one line of JSON and is done when all was acknowledged', async () => {
    const broker = await startEmbeddedBroker({ host: '127.0.0.1', port: 0, sources: [], onPublish: async () => undefined, onRefused: () => undefined });
    const { code, answers } = await asked('--mqtt', `mqtt://127.0.0.1:${broker.port}`, '--town', SAMPLE_TOWN, '--seconds', '0.1');
    await broker.close();
    expect(code).toBe(0);
    expect(answers).toHaveLength(1);
    expect(JSON.parse(answers.join(''))).toMatchObject({ sent: 100, acknowledged: 100 });
  });

  it('shows on a terminal how far it has come, and not where nobody looks on', async () => {
    const broker = await startEmbeddedBroker({ host: '127.0.0.1', port: 0, sources: [], onPublish: async () => undefined, onRefused: () => undefined });
    const sends = (...words: readonly string[]) => asked('--mqtt', `mqtt://127.0.0.1:${broker.port}`, '--sensors', '2', '--seconds', '0.1', ...words);
    const drawn = await drawnWhile(() => sends());
    expect(drawn[0]?.replace('\r\u001b[2K', '')).toMatch(/^\[[█·]{30}\] +\d+ % {2}\d+ messages in 0 s$/);
    expect(drawn.at(-1)).toBe('\r\u001b[2K');
    expect(await drawnWhile(() => sends(), { isTTY: false })).toEqual([]);
    await broker.close();
  });
});

describe('--rename', () => {
  const journal = ['--journal', 'absent.sqlite', '--from', '2026-08-26T00:00:00Z', '--to', '2026-08-27T00:00:00Z', '--out', 'x.jsonl', '--town', SAMPLE_TOWN];

  it.each([
    [['r-03=x', 'r-04=x'], `"r-03" and "r-04" would become one sensor, "x".`],
    [['r-03=x', 'r-03=y'], '"r-03" is renamed already, to "x".'],
  ])('%j makes one sensor of two, or two of one: refused by record and replay, naming both', async (pairs, sentence) => {
    const words = pairs.flatMap((pair) => ['--rename', pair]);
    for (const command of [['record', ...journal], ['replay', 'absent.csv', '--town', SAMPLE_TOWN]]) {
      const { code, complaints } = await ran(...command, ...words);
      expect(code).toBe(2);
      expect(complaints.join('\n')).toContain(sentence);
    }
  });
});

describe('--report', () => {
  it('does not take the place of the recording that it is about', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'voldgrav-report-'));
    const [file, link] = [join(folder, 'r.csv'), join(folder, 'link.csv')];
    const text = 'time,sensor,quantity,value\n2026-08-26T10:00:00Z,r-03,rain_mm,0.2\n';
    await writeFile(file, text);
    await symlink(file, link);
    const { code, complaints } = await ran('replay', file, '--town', SAMPLE_TOWN, '--report', link);
    expect({ code, complaints }).toEqual({ code: 2, complaints: [`--report ${link} is the recording ${file} itself, which stays; give the report another name.`] });
    expect(await readFile(file, 'utf8')).toBe(text);
    await rm(folder, { recursive: true });
  });
});

describe('voldgrav', () => {
  it.each([[['--help']], [['check-town', '--help']], [['fleet', '--help']], [['serve', '--help']], [['rebuild', '--help']]])('answers %j and is done', async (words) => {
    const { code, answers, complaints } = await ran(...words);
    expect(code).toBe(0);
    expect(answers.join('\n')).toContain('Exit codes: 0 done, 1 the answer is no, 2 wrong use.');
    expect(complaints).toEqual([]);
  });

  it.each([[[]], [['frobnicate']], [['check-town']], [['fleet']], [['serve', '--nonsense']], [['rebuild', '--nonsense']], [['check-town', 'a', 'b']]])(
    'calls %j wrong use and answers nothing',
    async (words) => {
      const { code, answers, complaints } = await ran(...words);
      expect(code).toBe(2);
      expect(answers).toEqual([]);
      expect(complaints.join('')).not.toBe('');
    },
  );
});
