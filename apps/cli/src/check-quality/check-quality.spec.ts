import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../program.ts';

const T0 = Date.UTC(2026, 7, 26);
const stamp = (minute: number) => new Date(T0 + minute * 60_000).toISOString().replace('.000', '');
const csv = (rows: readonly (readonly [minute: number, sensor: string, value: string | number])[]) =>
  `time,sensor,value\n${rows.map(([minute, sensor, value]) => `${stamp(minute)},${sensor},${value}`).join('\n')}\n`;

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let from = 0; from < bytes.length; from += size) yield bytes.slice(from, from + size);
}

describe('voldgrav check-quality', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voldgrav-quality-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function file(name: string, text: string): Promise<string> {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  }

  async function ran(text: string, ...words: readonly string[]) {
    const answers: string[] = [];
    const complaints: string[] = [];
    const terminal = { answer: (line: string) => answers.push(line), complain: (line: string) => complaints.push(line) };
    // Pieces of seven bytes cut lines, numbers and letters apart.
    const code = await run(['check-quality', ...words], terminal, { input: inPieces(text, 7) });
    return { code, lines: answers.join('\n').split('\n'), complaints };
  }

  const flagged = (lines: readonly string[]) => lines.slice(1).map((line) => line.split(',').slice(3));
  const flags = (lines: readonly string[]) => flagged(lines).map(([flag]) => Number(flag));

  it('gives the lines back as they came, with flag and checks', async () => {
    const text = 'time,sensor,value,note\r\n2026-08-26T12:00:00+02:00,"måler 1",1.0,"a, b"\r\n2026-08-26 10:05,"måler 1",-3,\r\n';
    const { code, lines, complaints } = await ran(text, '--quantity', 'rain_mm');
    expect({ code, complaints }).toEqual({ code: 0, complaints: [] });
    expect(lines).toEqual(['time,sensor,value,note,flag,checks', '2026-08-26T12:00:00+02:00,"måler 1",1.0,"a, b",1,', '2026-08-26 10:05,"måler 1",-3,,4,gross-range']);
  });

  // domain.md §3.3, with a second sensor between the lines.
  it('runs QARTOD’s own vectors, each sensor for itself', async () => {
    const config = await file('q.yaml', 'quantity: level_m\nspike: {suspect: 25, fail: 50}\n');
    const values = [10, 12, 999.99, 13, 15, 40, 9, 9, '', 10, 10, 999.99, 10, 'NaN'];
    const { lines } = await ran(csv(values.flatMap((value, index) => [[index * 15, 'a', value], [index * 15, 'b', 5]] as const)), '--quantity', 'level_m', '--config', config);
    expect(flags(lines).filter((_, index) => index % 2 === 0)).toEqual([2, 4, 4, 4, 1, 3, 1, 2, 9, 2, 4, 4, 2, 9]);
    expect(flagged(lines)[4]).toEqual(['4', 'spike']);
  });

  it('runs the vectors of rate and flat line', async () => {
    const rate = await file('rate.yaml', 'rateOfChange: {suspectPerHour: 20, failPerHour: 40}\n');
    const rising = [2, 10, 2.1, 3, 4, 5, 7, 10, 0, 2, 2.2, 2, 1, 2, 3, 90, 91, 92, 93, 1, 2, 3, 4, 5];
    expect(flags((await ran(csv(rising.map((value, index) => [index * 15, 'a', value])), '--quantity', 'level_m', '--config', rate)).lines)).toEqual([
      1, 3, 3, 1, 1, 1, 1, 1, 4, 1, 1, 1, 1, 1, 1, 4, 1, 1, 1, 4, 1, 1, 1, 1,
    ]);
    const flat = await file('flat.yaml', 'flatLine: {suspectSeconds: 3000, failSeconds: 4800, tolerance: 0.01}\n');
    const still = [1, 2, 2.0001, 2, 2.0001, 2, 2.0001, 2, 4, 5, 3, 3.0001, 3.0005, 3.00001];
    expect(flags((await ran(csv(still.map((value, index) => [index * 15, 'a', value])), '--quantity', 'level_m', '--config', flat)).lines)).toEqual([
      1, 1, 1, 1, 3, 3, 4, 4, 1, 1, 1, 1, 1, 3,
    ]);
  });

  it('flags what it cannot read and what comes out of order, and says why when asked', async () => {
    const { lines } = await ran(csv([[0, 'a', 1], [1, 'a', '1;5'], [3, 'a', ''], [2, 'a', 1], [3, 'a', 1]]), '--quantity', 'level_m', '--reasons');
    expect(flagged(lines)).toEqual([
      ['1', '', ''],
      ['4', 'syntax', '"syntax: ""1;5"" is not a number"'],
      ['9', '', ''],
      ['3', 'clock', 'clock: 2026-08-26T00:02:00.000Z comes after 2026-08-26T00:03:00.000Z: not compared'],
      ['3', 'clock', 'clock: a second value for 2026-08-26T00:03:00.000Z'],
    ]);
  });

  it('judges the steps of a running count', async () => {
    const { lines } = await ran(csv([[0, 'a', 65_530], [1, 'a', 4], [2, 'a', 100], [3, 'a', 0]]), '--quantity', 'tips');
    // 96 tips in a minute are 19.2 mm, more than can rain; so are the 100 counted since a reset. 100 → 0 is a reset.
    expect(flagged(lines)).toEqual([['1', ''], ['1', ''], ['4', 'counter'], ['3', 'counter']]);
  });

  it('compares gauges with their neighbours when it knows where they stand', async () => {
    const gauges = ['g1', 'g2', 'g3', 'g4', 'g5', 'g6'];
    await file('where.csv', `ID,lon,lat\n${gauges.map((gauge, index) => `${gauge},10,${55 + index / 200}`).join('\n')}\n`);
    const config = await file('q.yaml', 'quantity: rain_mm\npositions: where.csv\n');
    const rows = Array.from({ length: 8 }, (_, step) => [...gauges, 'far'].map((gauge) => [(step + 1) * 5, gauge, gauge === 'g1' ? 0 : 0.5] as const)).flat();
    const { lines, complaints } = await ran(csv(rows), '--quantity', 'rain_mm', '--config', config);
    const ofFirst = flagged(lines).filter((_, index) => index % 7 === 0);
    expect(ofFirst.map(([flag]) => flag)).toEqual(['1', '1', '1', '1', '1', '3', '3', '3']);
    expect(ofFirst[5]).toEqual(['3', 'faulty-zero']);
    expect(flagged(lines).filter(([, checks]) => checks !== '')).toHaveLength(3);
    expect(complaints).toEqual(['Not compared with neighbours, for want of a position: far.']);
  });

  it.each([
    ['no header', '', 'Line 1: the input is empty; expected a header time,sensor,value.'],
    ['another header', 'when,sensor,value\n', 'Line 1: the header has no column "time"; expected time,sensor,value.'],
    ['a line cut short', 'time,sensor,value\n2026-08-26T00:00:00Z,a,1\n2026-08-26T00:01:00Z,a\n', 'Line 3: there is no value, only 2 of the header\'s columns.'],
    ['a time that is none', 'time,sensor,value\n26/8 2026,a,1\n', 'Line 2: "26/8 2026" is not a time; expected ISO 8601, such as 2026-08-26T12:20:00Z.'],
    ['no sensor', 'time,sensor,value\n\n2026-08-26T00:00:00Z,,1\n', 'Line 3: the sensor is empty.'],
  ])('names the line of bad input: %s', async (_case, text, complaint) => {
    const { code, complaints } = await ran(text, '--quantity', 'rain_mm');
    expect({ code, complaints }).toEqual({ code: 2, complaints: [complaint] });
  });

  it.each([
    ['quantity: level_m\n', /is for level_m, not for rain_mm\.$/],
    ['spikes: {}\n', /spikes/],
    ['grossRange: {fail: [5, 1]}\nspike: {suspect: x}\n', /grossRange\.fail: expected a range as \[lowest, highest\]; spike\.suspect: expected a number above 0\.$/],
    ['positions: nowhere.csv\n', /nowhere\.csv cannot be read/],
    ['a: [\n', /q\.yaml cannot be read/],
  ])('refuses the configuration %j in one sentence', async (text, complaint) => {
    const config = await file('q.yaml', text);
    const { code, complaints } = await ran(csv([[0, 'a', 1]]), '--quantity', 'rain_mm', '--config', config);
    expect(code).toBe(2);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(complaint);
  });

  it('refuses a quantity that there is not', async () => {
    const { code, complaints } = await ran('', '--quantity', 'snow');
    expect(code).toBe(2);
    expect(complaints[0]).toMatch(/^There is no quantity snow; there are rain_mm, /);
  });

  it('calls a value that no check was named for not evaluated', async () => {
    const config = await file('q.yaml', 'quantity: level_m\n');
    expect(flags((await ran(csv([[0, 'a', 1], [1, 'a', '']]), '--quantity', 'level_m', '--config', config)).lines)).toEqual([2, 9]);
  });

  it('judges a long series as it judges the whole: letting go of old values changes nothing', async () => {
    const config = await file('q.yaml', 'flatLine: {suspectSeconds: 600, tolerance: 0.01}\n');
    // A new value every minute, and the same one for 15 minutes at every 1,000th: flat for ten minutes at its 11th to 15th.
    const rows = Array.from({ length: 12_000 }, (_, minute) => [minute, 'a', minute % 1000 < 15 ? 0.5 : (minute % 7) + 1] as const);
    const { lines } = await ran(csv(rows), '--quantity', 'level_m', '--config', config);
    const suspect = flags(lines).flatMap((flag, minute) => (flag === 3 ? [minute] : []));
    expect(suspect).toEqual(Array.from({ length: 12 }, (_, round) => [10, 11, 12, 13, 14].map((minute) => round * 1000 + minute)).flat());
  });
});
