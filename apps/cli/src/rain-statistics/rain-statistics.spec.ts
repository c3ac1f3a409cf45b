import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../program.ts';

const T0 = Date.UTC(2026, 7, 26, 12);
const stamp = (minute: number) => new Date(T0 + minute * 60_000).toISOString();

/** Rain of 0.6 mm in each of `wet` minutes from the first on, then dry to `length`. */
const minuteRows = (wet: number, length: number) => Array.from({ length }, (_, index) => [index + 1, index < wet ? 0.6 : 0] as const);

interface Answer {
  readonly sensors: readonly {
    readonly id: string;
    readonly durations: readonly Record<string, unknown>[];
    readonly skybrud: object;
    readonly kraftigRegn: object;
    readonly insurers: object;
    readonly annual?: readonly object[];
  }[];
  readonly idf: { readonly source: string };
}

describe('voldgrav rain-statistics', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voldgrav-rain-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function ran(input: string | AsyncIterable<string | Uint8Array>, ...words: readonly string[]) {
    const answers: string[] = [];
    const complaints: string[] = [];
    const terminal = { answer: (line: string) => answers.push(line), complain: (line: string) => complaints.push(line) };
    const code = await run(['rain-statistics', ...words], terminal, { input: typeof input === 'string' ? pieces(input) : input });
    return { code, answer: JSON.parse(answers.join('') || '{}') as Answer, complaints };
  }
  async function* pieces(text: string): AsyncGenerator<string> {
    for (let from = 0; from < text.length; from += 1000) yield text.slice(from, from + 1000);
  }
  const long = (rows: readonly (readonly [number, number | string])[]) => `time,sensor,value\n${rows.map(([minute, value]) => `${stamp(minute)},g,${value}`).join('\n')}\n`;

  it('leaves out what is written otherwise than in decimals, and says where the first is', async () => {
    const { answer, complaints } = await ran(long([[1, 0.6], [2, '0x10'], [3, '6e-1']]), '--durations', '5');
    expect(answer.sensors[0]?.durations[0]).toMatchObject({ maxMm: 1.2 });
    expect(complaints.join()).toMatch(/[Ll]ine 3/);
  });

  it('tells depth, time, return period and names of one gauge', async () => {
    // 25 min of 0.6 mm are 15.0 mm: no skybrud, but the insurers' cloudburst. domain-vectors.json: 15 mm in 30 min is 3.68 years.
    const { code, answer, complaints } = await ran(long(minuteRows(25, 400)), '--durations', '5,30');
    expect({ code, complaints }).toEqual({ code: 0, complaints: [] });
    expect(answer.sensors).toEqual([
      {
        id: 'g',
        durations: [
          { minutes: 5, maxMm: 3, endsAt: stamp(5), returnPeriodYears: null, returnPeriodText: null },
          { minutes: 30, maxMm: 15, endsAt: stamp(25), returnPeriodYears: 3.7, returnPeriodText: '3.7' },
        ],
        skybrud: { answer: 'no' },
        kraftigRegn: { answer: 'no' },
        insurers: { answer: 'yes', firstAt: stamp(25), note: 'not an insurance finding' },
      },
    ]);
    expect(answer.idf.source).toBe('DK-indicative v1: vejledende, ikke SVK');
  });

  it('says when the limit was first crossed, and nothing beyond the table', async () => {
    const { answer } = await ran(long(minuteRows(360, 400)));
    const [gauge] = answer.sensors;
    // 15.6 mm after 26 minutes; 24.6 mm after 41. In 30 min 18 mm: (18/1.41585 − 7.24987)·0.0626105 + 1 = 1.34207; to the power of 6.8584: 7.5.
    expect(gauge?.skybrud).toEqual({ answer: 'yes', firstAt: stamp(26) });
    expect(gauge?.kraftigRegn).toEqual({ answer: 'yes', firstAt: stamp(41) });
    expect(gauge?.durations.find(({ minutes }) => minutes === 30)).toMatchObject({ maxMm: 18, returnPeriodText: '7.5', returnPeriodYears: 7.5 });
    expect(gauge?.durations.find(({ minutes }) => minutes === 10)).toMatchObject({ maxMm: 6, returnPeriodText: '<1', returnPeriodYears: null });
    expect(gauge?.durations.find(({ minutes }) => minutes === 360)).toMatchObject({ maxMm: 216, returnPeriodText: '>100', returnPeriodYears: null });
  });

  it('proves no "no" across a missing value, and counts what is no depth', async () => {
    const rows = minuteRows(5, 60).map(([minute, value]) => [minute, minute === 30 ? '' : minute === 40 ? 'x' : minute === 41 ? -1 : value] as const);
    const { code, answer, complaints } = await ran(long(rows));
    expect(code).toBe(0);
    expect(answer.sensors[0]?.skybrud).toEqual({ answer: 'unknown' });
    expect(complaints).toEqual(['2 values are no depth of rain and count as missing; the first is on line 41.']);
  });

  it('says no "no" of a window that the record does not hold, nor beyond cells that are empty', async () => {
    const { answer } = await ran(long(minuteRows(0, 10)));
    expect(answer.sensors[0]).toMatchObject({ skybrud: { answer: 'unknown' }, kraftigRegn: { answer: 'unknown' }, insurers: { answer: 'unknown' } });
    const wide = (cell: (minute: number) => string) => `time,g\n${minuteRows(0, 60).map(([minute]) => `${stamp(minute)},${cell(minute)}`).join('\n')}\n`;
    const skybrud = async (cell: (minute: number) => string) => (await ran(wide(cell))).answer.sensors[0]?.skybrud;
    expect(await skybrud(() => '0')).toEqual({ answer: 'no' });
    expect(await skybrud((minute) => (minute < 3 ? '' : '0'))).toEqual({ answer: 'unknown' });
    expect(await skybrud((minute) => (minute > 58 ? '' : '0'))).toEqual({ answer: 'unknown' });
  });

  it('reads wide CSV, one column a sensor, whatever the first one is called', async () => {
    const { answer } = await ran(`time_utc,a,b\n${minuteRows(26, 60).map(([minute, value]) => `${stamp(minute)},${value},0`).join('\n')}\n`);
    expect(answer.sensors.map(({ id, skybrud }) => [id, skybrud])).toEqual([['a', { answer: 'yes', firstAt: stamp(26) }], ['b', { answer: 'no' }]]);
  });

  it.each([
    ['as most are', (row: string) => `${row}\n`],
    ['with the line ends of Windows', (row: string) => `${row}\r\n`],
    ['with spaces', (row: string) => `${row.replaceAll(',', ' , ')}\n`],
    ['in quotes', (row: string) => `${row.split(',').map((cell) => `"${cell}"`).join(',')}\n`],
    ['with times by another clock', (row: string) => `${row.replace('Z,', '+00:00,')}\n`],
    ['with a space in the time, and no Z', (row: string) => `${row.replace('T', ' ').replace('Z,', ',')}\n`],
    ['with more decimals', (row: string) => `${row.replace('.6', '.600000')}\n`],
  ])('reads rows that are written %s: three sensors in turn, one of them with a gap', async (_, written) => {
    const rows = minuteRows(26, 60).flatMap(([minute, value]) => ['a', 'b', 'ræv'].map((sensor) => `${stamp(minute).replace('.000', '')},${sensor},${sensor === 'ræv' && minute === 50 ? '' : sensor === 'b' ? 0 : value}`));
    const { answer, complaints } = await ran(`time,sensor,value\n${rows.map(written).join('')}`, '--durations', '30');
    expect(complaints).toEqual([]);
    // 26 minutes of 0.6 mm: 15.6 mm, and more than 15 with the twenty-sixth.
    const yes = { answer: 'yes', firstAt: stamp(26) };
    expect(answer.sensors.map(({ id, skybrud, durations: [first] }) => [id, skybrud, first?.['maxMm']])).toEqual([['a', yes, 15.6], ['b', { answer: 'no' }, 0], ['ræv', yes, 15.6]]);
  });

  it.each([
    ['2026-08-26T24:01:00Z,g,1', '"2026-08-26T24:01:00Z" is not a time; expected ISO 8601, such as 2026-08-26T12:20:00Z.'],
    ['2026-13-01T12:00:00Z,g,1', '"2026-13-01T12:00:00Z" is not a time; expected ISO 8601, such as 2026-08-26T12:20:00Z.'],
    ['2026-08-26T12:00:00Z,,1', 'the sensor is empty.'],
  ])('names the line of what is wrong after rows that are sound: %s', async (row, says) => {
    expect((await ran(`${long(minuteRows(2, 3))}\n${row}\n`)).complaints).toEqual([`Line 6: ${says}`]);
  });

  it('keeps a row apart that has too few cells, or a value that is none', async () => {
    const { answer, complaints } = await ran('time,a,b\n2026-08-26T12:01:00Z,1,2\n2026-08-26T12:02:00Z,3\n2026-08-26T12:03:00Z,1..2,4\n2026-08-26T12:04:00Z,.,4\n', '--durations', '4');
    expect(answer.sensors.map(({ id, durations: [first] }) => [id, first?.['maxMm']])).toEqual([['a', 4], ['b', 10]]);
    expect(complaints).toEqual(['2 values are no depth of rain and count as missing; the first is on line 4.']);
  });

  it.each([
    ['time,sensor,value\n2026-08-26T12:01:00Z,g,0,2\n', 'Line 2: it has 4 cells, and the header has 3'],
    ['time,a,b\n2026-08-26T12:01:00Z,1,2\n2026-08-26T12:02:00Z,1,2,3\n', 'Line 3: it has 4 cells, and the header has 3'],
    ['time,sensor,value\n2026-02-30T12:01:00Z,g,1\n', 'Line 2: "2026-02-30T12:01:00Z" is not a time'],
  ])('refuses a decimal comma, one cell too many and a day that is none: %j', async (text, sentence) => {
    const { code, complaints } = await ran(text);
    expect([code, complaints]).toEqual([2, [expect.stringContaining(sentence)]]);
  });

  it('says of a lone value nothing for less than a day, since it may be the sum of one', async () => {
    const { answer } = await ran('time,sensor,value\n2026-08-01T00:00:00Z,g,44.2\n', '--durations', '30');
    expect(answer.sensors[0]).toMatchObject({ durations: [{ maxMm: null }], skybrud: { answer: 'unknown' } });
  });

  it('tells of values that no column holds, and of times that were told otherwise before', async () => {
    const { complaints } = await ran('time,sensor,value\n2026-08-26T12:01:00Z,g,1\n2026-08-26T12:02:00Z,g,1e12\n2026-08-26T12:01:00Z,g,20\n2026-08-26T12:03:00Z,g,0\n', '--durations', '1');
    expect(complaints).toEqual(['The value on line 3 is no depth of rain and counts as missing.', 'g has another value for a time that it had already, once: the first one counts.']);
  });

  it('rules a cloudburst out by hourly values that are too little for one', async () => {
    const { answer } = await ran(long(Array.from({ length: 24 }, (_, hour) => [60 * (hour + 1), 0.1] as const)), '--durations', '30');
    expect(answer.sensors[0]).toMatchObject({ durations: [{ maxMm: null }], skybrud: { answer: 'no' }, kraftigRegn: { answer: 'no' } });
  });

  it('says which values may be sums of hours, where a gauge of minutes goes over to hourly ones', async () => {
    const hourly = [[120, 12], [180, 3], [240, 0]] as const;
    const { complaints } = await ran(long([...minuteRows(0, 60), ...hourly]), '--durations', '30');
    expect(complaints).toEqual([`g has 2 values of rain after four of its 1 min and more without any, the first at ${stamp(120)}: each counts as what fell in 1 min, and may be the sum of the time before it.`]);
    expect((await ran(long([...minuteRows(0, 60), [63, 1]]), '--durations', '30')).complaints).toEqual([]);
  });

  it('keeps a correction for intervals tied to the clock beside the measured depth', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => [10 * (index + 1), index === 4 || index === 5 || index === 6 ? 5 : 0] as const);
    const { answer } = await ran(long(rows), '--durations', '30');
    // 15 mm out of three values: times 1.04 (domain.md §2.6) is 15.6 mm. (15.6/1.41585 − 7.24987)·0.0626105 + 1 = 1.235936, so 4.3 years.
    expect(answer.sensors[0]?.durations[0]).toEqual({
      minutes: 30, maxMm: 15, endsAt: stamp(70), returnPeriodYears: 3.7, returnPeriodText: '3.7',
      corrected: { factor: 1.04, mm: 15.6, returnPeriodYears: 4.3, returnPeriodText: '4.3' },
    });
    expect(answer.sensors[0]?.skybrud).toEqual({ answer: 'no' });
  });

  it('takes a table of its own, in whose words it says how rare', async () => {
    const file = join(folder, 'idf.yaml');
    await writeFile(file, "source: 'Fors'\ndate: 2022-08-27\nclimateFactor: 1.2\ndurationsMinutes: [30, 60]\nreturnPeriodsYears: [2, 50]\ndepthMm: [[10, 20], [12, 24]]\n");
    const { answer } = await ran(long(minuteRows(25, 400)), '--idf', file, '--durations', '10,30,60');
    // Half-way from 10 to 20 mm is √(2·50) = 10 years; 15 mm in 60 min lie at a quarter: 2·25^0.25 = 4.47.
    expect(answer.sensors[0]?.durations.map(({ returnPeriodText }) => returnPeriodText)).toEqual([null, '10', '4.5']);
    expect(answer.idf.source).toBe('Fors');
    expect((await ran(long(minuteRows(10, 60)), '--idf', file, '--durations', '30')).answer.sensors[0]?.durations[0]).toMatchObject({ returnPeriodText: '<2' });
  });

  it('reads a KM2 file, whose silence between events is no dry weather', async () => {
    // 26 min of 10 µm/s, 0.6 mm a minute: 15.6 mm from 16:53 on by a clock an hour ahead of UTC.
    const km2 = `1 20110702 1653   30311   1  26   15.6 1\n${'10.000 '.repeat(26)}\n1 20110703 0800   30311   1  2   0.4 1\n3.333 3.333\n`;
    const { code, answer } = await ran(km2, '--km2', 'begins', '--durations', '30');
    expect(code).toBe(0);
    expect(answer.sensors[0]).toMatchObject({ id: '30311', durations: [{ minutes: 30, maxMm: 15.6, endsAt: '2011-07-02T16:19:00.000Z' }], skybrud: { answer: 'yes', firstAt: '2011-07-02T16:19:00.000Z' }, kraftigRegn: { answer: 'unknown' } });
    const odd = km2.replace('15.6 1', '31.2 2');
    expect((await ran(odd, '--km2', 'begins')).complaints).toEqual([
      'The event of 30311 that begins about 2011-07-02T15:54:00.000Z: its minutes come to 15.6 mm, and its header says 31.2 mm. The minutes count.',
      '1 of 2 events have the flag 2, which meant "rejected" once; they count.',
    ]);
    expect((await ran(km2, '--km2', 'begins')).complaints).toEqual([]);
    expect((await ran('3.333', '--km2', 'begins')).complaints[0]).toMatch(/^Line 1: expected a header/);
    expect((await ran(km2, '--km2', 'later')).complaints).toEqual(['--km2 must be begins or ends, not later.']);
  });

  it('tells annual maxima when asked', async () => {
    const csv = 'time,sensor,value\n2025-12-31T23:59:00Z,g,1\n2026-01-01T00:00:00Z,g,2\n2026-01-01T00:01:00Z,g,0.5\n';
    const { answer } = await ran(csv, '--annual', '--durations', '2');
    expect(answer.sensors[0]?.annual).toEqual([
      { year: 2025, minutes: 2, maxMm: 3, endsAt: '2026-01-01T00:00:00.000Z' },
      { year: 2026, minutes: 2, maxMm: 2.5, endsAt: '2026-01-01T00:01:00.000Z' },
    ]);
  });

  it.each([
    ['', [], 'Line 1: the input is empty; expected a header time,sensor,value, or time and one column a sensor.'],
    ['time\n', [], 'Line 1: the header names no sensors; expected time,sensor,value, or time and one column a sensor.'],
    ['2026-08-26T12:00:00Z,1\n', [], 'Line 1: there is no header; expected time,sensor,value, or time and one column a sensor.'],
    ['time,a,a\n', [], 'Line 1: two columns are called a.'],
    ['time,a\nyesterday,1\n', [], 'Line 2: "yesterday" is not a time; expected ISO 8601, such as 2026-08-26T12:20:00Z.'],
    ['time,a\n', ['--durations', '10,x'], '--durations must be whole minutes with commas between them, such as 10,30,60, not 10,x.'],
  ])('refuses %j %j', async (text, words, says) => {
    expect(await ran(text, ...words)).toEqual({ code: 2, answer: {}, complaints: [says] });
  });

  it('refuses a table with every fault of it, by line', async () => {
    const file = join(folder, 'idf.yaml');
    await writeFile(file, readFileSync(fileURLToPath(new URL('../../../../config/sample-town/idf.yaml', import.meta.url)), 'utf8').replace('10.265', '7.1'));
    const { code, complaints } = await ran('time,a\n', '--idf', file);
    expect(code).toBe(2);
    expect(complaints[0]).toMatch(/^.*idf\.yaml:\d+: depthMm\[1\]\[0\]: expected more than the 7\.25 mm/);
  });

  const chalmers = join(process.env['VOLDGRAV_SHARED'] ?? fileURLToPath(new URL('../../../../../shared', import.meta.url)), 'data/rain/gothenburg_1min_20150722-26.csv');
  it('finds the skybrud at Chalmers in the recording, from 03:44, with 15.2 mm in 30 min', async ({ skip }) => {
    skip(!existsSync(chalmers), 'data absent');
    const { answer } = await ran(createReadStream(chalmers), '--durations', '30');
    const yes = answer.sensors.filter(({ skybrud }) => (skybrud as { answer: string }).answer === 'yes');
    expect(yes.map(({ id, skybrud }) => [id, skybrud])).toEqual([['Chalm', { answer: 'yes', firstAt: '2015-07-26T03:44:00.000Z' }]]);
    // contract.md §6: 15.2 mm in 30 min is 3.9 years.
    expect(yes[0]?.durations[0]).toMatchObject({ maxMm: 15.2, returnPeriodYears: 3.9, returnPeriodText: '3.9' });
    expect(answer.sensors).toHaveLength(10);
  });
});
