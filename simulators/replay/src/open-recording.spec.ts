import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { instant, isoOf } from '@voldgrav/hydrology';
import { openJournal } from '@voldgrav/journal';
import { TownIndex } from '@voldgrav/pipeline';
import { afterAll, describe, expect, it } from 'vitest';
import { openRecording } from './open-recording.ts';
import type { Recorded } from './recorded.ts';
import { sampleTown } from './sample-town.ts';

const folder = mkdtempSync(join(tmpdir(), 'voldgrav-recording-'));
const index = new TownIndex(sampleTown());

afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** What the recording holds, and what was told about it, both without the folder. */
async function heard(files: readonly string[], badLines: 'refuse' | 'mend' = 'refuse', rename: ReadonlyMap<string, string> = new Map()) {
  const told: string[] = [];
  const recording = await openRecording(files, { index, rename, badLines, onMended: (sentence) => told.push(sentence.replace(`${folder}/`, '')) });
  const said: string[] = [];
  for await (const part of recording.parts()) said.push(...part.map(lineOf));
  return { said, told };
}

const refusal = async (files: readonly string[]): Promise<string> =>
  heard(files).then(
    () => 'nothing was refused',
    (fault: Error) => fault.message.replace(`${folder}/`, ''),
  );

function lineOf(recorded: Recorded): string {
  const at = isoOf(recorded.receivedAt).slice(11, 19);
  if (recorded.kind === 'clock') return `${at} clock`;
  if (recorded.kind === 'act' || recorded.kind === 'forecast') return `${at} ${recorded.by} ${recorded.name} ${recorded.body}`;
  return `${at} ${recorded.message.topic} ${new TextDecoder().decode(recorded.message.payload)}`;
}

const LONG = 'time,sensor,quantity,value\n';
const message = (at: string, sensor: string, quantity: string, value: number) => `${at} sensors/${sensor}/json {"time":"2026-08-26T${at}.000Z","${quantity}":${value}}`;

describe('a long CSV', () => {
  it('is what its sensors would have said', async () => {
    const file = written('long.csv', `${LONG}2026-08-26T10:00:00Z,r-03,rain_mm,0.2\r\n2026-08-26T10:00:00Z,l-aadalen,level_m,0.7\n2026-08-26 10:01:00,r-03,rain_mm,0\n`);
    expect((await heard([file])).said).toEqual([message('10:00:00', 'r-03', 'rain_mm', 0.2), message('10:00:00', 'l-aadalen', 'level_m', 0.7), message('10:01:00', 'r-03', 'rain_mm', 0)]);
  });

  it('may leave the quantity out: then it is the one that the sensor is there for', async () => {
    const file = written('short.csv', 'time,sensor,value\n2026-08-26T10:00:00Z,l-aadalen,0.7\n');
    expect((await heard([file])).said).toEqual([message('10:00:00', 'l-aadalen', 'level_m', 0.7)]);
  });

  it.each([
    ['no.csv', 'hello\n', 'no.csv:1: this is no recording: expected a CSV with a header (time,sensor,quantity,value, or time and one column a sensor), JSON lines of messages, or a journal.'],
    ['head.csv', 'sensor,value\n', 'head.csv:1: the header is sensor,value, but a long recording has the columns time,sensor,quantity,value.'],
    ['nothing.csv', '', 'nothing.csv:1: the recording is empty.'],
    ['half.csv', `${LONG}2026-08-26T10:00:00Z,r-03,rain_mm,0.2\n2026-08-26T10:01:00Z,r-03,ra`, 'half.csv:3: half a line: 3 of 4 columns.'],
    ['time.csv', `${LONG}yesterday,r-03,rain_mm,0.2\n`, 'time.csv:2: "yesterday" is not a time; expected ISO 8601, such as 2026-08-26T12:20:00Z.'],
    ['value.csv', `${LONG}2026-08-26T10:00:00Z,r-03,rain_mm,wet\n`, 'value.csv:2: "wet" is not a number.'],
    ['base.csv', `${LONG}2026-08-26T10:00:00Z,r-03,rain_mm,0x10\n`, 'base.csv:2: "0x10" is not a number.'],
    ['sensor.csv', `${LONG}\n2026-08-26T10:00:00Z,r-99,rain_mm,1\n`, 'sensor.csv:3: the town has no sensor "r-99".'],
    ['quantity.csv', `${LONG}2026-08-26T10:00:00Z,r-03,rain_in,1\n`, 'quantity.csv:2: there is no quantity "rain_in".'],
    ['order.csv', `${LONG}2026-08-26T10:01:00Z,r-03,rain_mm,1\n2026-08-26T10:00:00Z,r-03,rain_mm,1\n`, 'order.csv:3: 2026-08-26T10:00:00.000Z stands after 2026-08-26T10:01:00.000Z: the lines are not in the order of time.'],
    ['twice.csv', `${LONG}2026-08-26T10:00:00Z,r-03,rain_mm,1\n2026-08-26T10:00:00Z,r-03,rain_mm,1\n`, 'twice.csv:3: r-03 has a rain_mm of 2026-08-26T10:00:00.000Z already.'],
  ])('is refused with file and line: %s', async (name, content, sentence) => {
    expect(await refusal([written(name, content)])).toBe(sentence);
  });

  it('is told where it ends without a line break: half a number is a number too', async () => {
    const whole = `${LONG}2026-08-26T10:00:00Z,r-03,rain_mm,1.8`;
    expect(await heard([written('cut.csv', whole.slice(0, -2))])).toEqual({
      said: [message('10:00:00', 'r-03', 'rain_mm', 1)],
      told: ['cut.csv:2: the file ends here without a line break, as one does that was cut off. The line was taken as it stands.'],
    });
    expect((await heard([written('whole.csv', `${whole}\n`)])).told).toEqual([]);
  });

  it('is mended when that is asked for, and each line told', async () => {
    const file = written('mend.csv', `${LONG}2026-08-26T10:01:00Z,r-03,rain_mm,1\n2026-08-26T10:00:00Z,r-03,rain_mm,2\n2026-08-26T10:01:00Z,r-03,rain_mm,3\n2026-08-26T10:02:00Z,r-99,rain_mm,3\n2026-08-26T10:0`);
    const { said, told } = await heard([file], 'mend');
    expect(said).toEqual([message('10:00:00', 'r-03', 'rain_mm', 2), message('10:01:00', 'r-03', 'rain_mm', 1)]);
    expect(told).toEqual([
      'mend.csv:3: 2026-08-26T10:00:00.000Z stands after 2026-08-26T10:01:00.000Z: the lines are not in the order of time. It was sorted in.',
      'mend.csv:4: r-03 has a rain_mm of 2026-08-26T10:01:00.000Z already. It was left out.',
      'mend.csv:5: the town has no sensor "r-99". It was left out.',
      'mend.csv:6: half a line: 1 of 4 columns. It was left out.',
    ]);
  });

  it('is mended where a late line is doubled, by the line that stands in its place or by another late one', async () => {
    const row = (minute: number, value: number) => `2026-08-26T10:0${minute}:00Z,r-03,rain_mm,${value}\n`;
    // In order but for the lines 4 and 6, which say minute 1 once more, and 7, the first of minute 0; 8 is its double.
    const file = written('late.csv', `${LONG}${row(1, 1)}${row(3, 3)}${row(1, 5)}${row(4, 4)}${row(1, 6)}${row(0, 7)}${row(0, 8)}${row(4, 9)}`);
    const { said, told } = await heard([file], 'mend');
    expect(said).toEqual([message('10:00:00', 'r-03', 'rain_mm', 7), message('10:01:00', 'r-03', 'rain_mm', 1), message('10:03:00', 'r-03', 'rain_mm', 3), message('10:04:00', 'r-03', 'rain_mm', 4)]);
    const leftOut = told.filter((sentence) => sentence.endsWith('already. It was left out.')).map((sentence) => sentence.slice('late.csv:'.length).split(':')[0]);
    expect(leftOut).toEqual(['8', '4', '6', '9']);
    expect(told.filter((sentence) => sentence.includes(' stands after ')).map((sentence) => sentence.slice('late.csv:'.length).split(':')[0])).toEqual(['7', '8', '4', '6']);
  });

  it('is mended where a clock leapt ahead: its lines are left out, and not all that come after them are late', async () => {
    const row = (minute: number, value: number, day = '2026-08-26') => `${day}T10:0${minute}:00Z,r-03,rain_mm,${value}\n`;
    const wrong = (told: readonly string[]) => told.map((sentence) => /^\S+?:(\d+): (\S+) stands (\S+) (\S+): /.exec(sentence)?.slice(1).join(' '));
    // Lines 3 and 5 are of 2099.
    const leapt = await heard([written('leapt.csv', `${LONG}${row(1, 1)}${row(1, 7, '2099-01-01')}${row(2, 2)}${row(2, 8, '2099-01-01')}${row(3, 3)}${row(4, 4)}`)], 'mend');
    expect(leapt.said).toEqual([1, 2, 3, 4].map((minute) => message(`10:0${minute}:00`, 'r-03', 'rain_mm', minute)));
    expect([...leapt.told].sort()).toEqual([3, 5].map((line) => `leapt.csv:${line}: 2099-01-01T10:0${(line - 1) / 2}:00.000Z is a day and more after every line that stands in order: a clock was wrong. It was left out.`));
    // So it is with the very first.
    const atFirst = await heard([written('first.csv', `${LONG}${row(1, 7, '2099-01-01')}${row(1, 1)}${row(2, 2)}`)], 'mend');
    expect(atFirst.told).toEqual(['first.csv:2: 2099-01-01T10:01:00.000Z is a day and more after every line that stands in order: a clock was wrong. It was left out.']);
    // Others come as far: then only the order is wrong.
    const sorted = await heard([written('sorted.csv', `${LONG}${row(1, 1)}${row(1, 2, '2026-08-29')}${row(2, 3)}${row(3, 4, '2026-08-29')}`)], 'mend');
    expect(sorted.said).toHaveLength(4);
    expect(wrong(sorted.told)).toEqual(['3 2026-08-29T10:01:00.000Z before 2026-08-26T10:02:00.000Z']);
    // A recording that was interrupted for days is in order, with a line from before that among what follows.
    expect((await heard([written('pause.csv', `${LONG}${row(1, 1)}${row(1, 2, '2026-08-29')}${row(2, 3, '2026-08-29')}`)], 'mend')).told).toEqual([]);
    const late = await heard([written('pause-late.csv', `${LONG}${row(1, 1)}${row(1, 2, '2026-08-29')}${row(0, 4)}${row(2, 3, '2026-08-29')}`)], 'mend');
    expect(late.said).toHaveLength(4);
    expect(wrong(late.told)).toEqual(['4 2026-08-26T10:00:00.000Z after 2026-08-26T10:01:00.000Z']);
  });

  it('comes a part at a time when it is mended, and not whole: a long one is larger than memory', async () => {
    const rows = Array.from({ length: 20_000 }, (_, second) => `${isoOf(instant(Date.UTC(2026, 7, 26) + second * 1_000))},r-03,rain_mm,0`);
    const [first = ''] = rows.splice(0, 1);
    const recording = await openRecording([written('long-mended.csv', `${LONG}${rows.join('\n')}\n${first}\n`)], { index, rename: new Map(), badLines: 'mend', onMended: () => undefined });
    const [longest, count, times] = [{ part: 0 }, { lines: 0 }, [] as number[]];
    for await (const part of recording.parts()) {
      longest.part = Math.max(longest.part, part.length);
      count.lines += part.length;
      for (const { receivedAt } of part) times.push(receivedAt);
    }
    expect(count.lines).toBe(20_000);
    // 64 kB are read at once, of which a line takes 40 bytes.
    expect(longest.part).toBeLessThan(4_000);
    expect(times.every((at, place) => place === 0 || at > (times[place - 1] ?? 0))).toBe(true);
    expect(recording.share?.()).toBe(1);
  });
});

describe('a packed recording that was cut off', () => {
  it('is refused with the line up to which it can be read, or played up to there', async () => {
    // Numbers that pack badly, so that the first lines come out of the half that is left.
    const rows = Array.from({ length: 20_000 }, (_, second) => `${isoOf(instant(Date.UTC(2026, 7, 26) + second * 1_000))},r-03,rain_mm,${((second * 7_919) % 10_007) / 10_000}`);
    const packed = gzipSync(`${LONG}${rows.join('\n')}\n`);
    const file = written('cut.csv.gz', packed.subarray(0, packed.length / 2));
    const line = Number(/^cut\.csv\.gz:(\d+): from here on it cannot be read: /.exec(await refusal([file]))?.[1]);
    expect(line).toBeGreaterThan(1_000);
    const { said, told } = await heard([file], 'mend');
    // The head is the first line, and the one that cannot be read the last.
    expect(said).toHaveLength(line - 2);
    expect(told).toEqual([expect.stringContaining(`cut.csv.gz:${line}: from here on it cannot be read: `) as string]);
  });
});

describe('a wide CSV', () => {
  it('has a column for each sensor; an empty cell is no word', async () => {
    const file = written('wide.csv.gz', gzipSync('time_utc,r-03,Chalm\n2026-08-26 10:00:00,0.2,\n2026-08-26 10:01:00,NaN,0.4\n'));
    expect((await heard([file], 'refuse', new Map([['Chalm', 'r-05']]))).said).toEqual([message('10:00:00', 'r-03', 'rain_mm', 0.2), message('10:01:00', 'r-05', 'rain_mm', 0.4)]);
  });

  it('is refused for a column that is no sensor, and read without it when mended', async () => {
    const file = written('column.csv', 'time,r-03,Torp\n2026-08-26 10:00:00,0.2,0.4\n');
    expect(await refusal([file])).toBe('column.csv:1: the town has no sensor "Torp".');
    expect((await heard([file], 'mend')).said).toEqual([message('10:00:00', 'r-03', 'rain_mm', 0.2)]);
  });
});

describe('JSON lines', () => {
  it('are messages of any format, what people did, and the clock', async () => {
    const lines = [
      '{"topic":"sensors/r-03/json","payload":{"rain_mm":1},"receivedAt":"2026-08-26T10:00:00Z"}',
      '{"topic":"sensors/r-03/json","payload":"not json","receivedAt":1787738401000}',
      '{"topic":"sensors/r-03/json","payloadBase64":"aGk=","receivedAt":"2026-08-26T10:00:02Z"}',
      '{"act":"acknowledge","by":"Mona","body":{"alert":"a"},"receivedAt":"2026-08-26T10:00:03Z"}',
      '{"clock":"2026-08-26T10:00:04Z"}',
    ];
    expect((await heard([written('lines.jsonl', lines.join('\n'))])).said).toEqual([
      '10:00:00 sensors/r-03/json {"rain_mm":1}',
      '10:00:01 sensors/r-03/json not json',
      '10:00:02 sensors/r-03/json hi',
      '10:00:03 Mona acknowledge {"alert":"a"}',
      '10:00:04 clock',
    ]);
  });

  it('are refused where one is half a line or out of order', async () => {
    const first = '{"topic":"sensors/r-03/json","payload":1,"receivedAt":"2026-08-26T10:00:00Z"}\n';
    expect(await refusal([written('half.jsonl', `${first}{"topic":"sensors/r-03/json","pay`)])).toMatch(/^half\.jsonl:2: this line is none of a recording: expected /);
    expect(await refusal([written('order.jsonl', `${first}{"clock":"2026-08-26T09:00:00Z"}\n`)])).toMatch(/^order\.jsonl:2: 2026-08-26T09:00:00\.000Z stands after /);
  });

  const said = (topic: string, at = '10:00:00', payload = '{\\"rain_mm\\":1}') => `{"topic":"${topic}","payload":"${payload}","receivedAt":"2026-08-26T${at}Z"}`;

  it.each([
    ['a sensor that the town does not have', said('sensors/r-99/json'), 'the town has no sensor "r-99".'],
    ['a device that nobody has entered', said('application/1/device/0011223344556677/event/up', '10:00:00', '{\\"deviceInfo\\":{\\"devEui\\":\\"0011223344556677\\"},\\"object\\":{\\"rain_mm\\":1}}'), /^the town's sources.yaml knows no device .*0011223344556677/],
    ['a topic that nothing reads', said('elsewhere/r-03'), 'nothing in the town\'s sources.yaml reads the topic "elsewhere/r-03".'],
    ['the same line again', said('sensors/r-03/json'), 'the same line stands before it already.'],
    ['an act that says of no alert', '{"act":"acknowledge","by":"Mona","body":{"comment":"set"},"receivedAt":"2026-08-26T10:00:00Z"}', /^its act cannot be done again: alert: .*\.$/],
    ['a forecast without a body', '{"forecast":"radar","by":"DMI","receivedAt":"2026-08-26T10:00:00Z"}', 'its forecast cannot be taken again: expected a "body" with the forecast as it was given.'],
    ['a forecast that was none', '{"forecast":"radar","by":"DMI","body":{"mm":5},"receivedAt":"2026-08-26T10:00:00Z"}', 'its forecast cannot be taken again: expected a "body" with the forecast as it was given.'],
    ['an act that says nothing', '{"act":"playbook-step","by":"Mona","body":null,"receivedAt":"2026-08-26T10:00:00Z"}', /^its act cannot be done again: /],
  ])('are refused, or mended and told, with the line of %s', async (_, line, sentence) => {
    const file = written('line.jsonl', [said('sensors/r-03/json'), line, said('sensors/r-03/json', '10:01:00')].join('\n'));
    const refused = await refusal([file]);
    expect(refused.slice(0, 14)).toBe('line.jsonl:2: ');
    expect(refused.slice(14)).toEqual(typeof sentence === 'string' ? sentence : expect.stringMatching(sentence));
    const mended = await heard([file], 'mend');
    expect(mended).toEqual({ said: ['10:00:00', '10:01:00'].map((at) => `${at} sensors/r-03/json {"rain_mm":1}`), told: [`${refused} It was left out.`] });
  });

  it('are sorted in when they are mended, and what stands twice is left out wherever it stands', async () => {
    const [one, two, three] = ['10:00:00', '10:01:00', '10:02:00'].map((at) => said('sensors/r-03/json', at)) as [string, string, string];
    const stranger = said('sensors/r-99/json', '10:30:00');
    const { said: heardOf, told } = await heard([written('sorted.jsonl', [two, stranger, three, two, one, one].join('\n'))], 'mend');
    expect(heardOf.map((line) => line.slice(0, 8))).toEqual(['10:00:00', '10:01:00', '10:02:00']);
    expect(told).toEqual([
      'sorted.jsonl:5: 2026-08-26T10:00:00.000Z stands after 2026-08-26T10:02:00.000Z: the lines are not in the order of their arrival. It was sorted in.',
      'sorted.jsonl:6: the same line stands before it already. It was left out.',
      'sorted.jsonl:2: the town has no sensor "r-99". It was left out.',
      'sorted.jsonl:4: the same line stands before it already. It was left out.',
    ]);
  });

  it('may have other names in their topics', async () => {
    const file = written('named.jsonl', `${said('sensors/level-7/json')}\n`);
    expect(await refusal([file])).toBe('named.jsonl:1: the town has no sensor "level-7".');
    expect((await heard([file], 'refuse', new Map([['level-7', 'l-aadalen']]))).said).toEqual(['10:00:00 sensors/l-aadalen/json {"rain_mm":1}']);
  });

  it('are told where two names of them come to one sensor', async () => {
    const rename = new Map([['r-03', 'r-04']]);
    const lines = [said('sensors/r-03/json'), said('sensors/r-04/json', '10:01:00'), said('sensors/r-03/json', '10:02:00')].join('\n');
    expect((await heard([written('two.jsonl', lines)], 'refuse', rename)).told).toEqual(['two.jsonl: "r-03" and "r-04" are both "r-04" here, and are read as one sensor.']);
    const csv = written('two.csv', `${LONG}2026-08-26T10:00:00Z,r-04,rain_mm,1\n2026-08-26T10:01:00Z,r-03,rain_mm,1\n`);
    expect((await heard([csv], 'refuse', rename)).told).toEqual(['two.csv: "r-04" and "r-03" are both "r-04" here, and are read as one sensor.']);
    // Two that change names are two still.
    expect((await heard([csv], 'refuse', new Map([...rename, ['r-04', 'r-03']]))).told).toEqual([]);
  });

  it('keep what a sensor said in error, and what it says again later: that is for the desk to judge', async () => {
    const file = written('kept.jsonl', [said('sensors/r-03/json', '10:00:00', 'not json'), said('sensors/r-03/json'), said('sensors/r-03/json', '10:00:01')].join('\n'));
    expect(await heard([file])).toMatchObject({ said: { length: 3 }, told: [] });
  });
});

describe('a journal', () => {
  it('is read as it stands, while its house is open', async () => {
    const file = join(folder, 'journal.sqlite');
    const journal = openJournal({ file });
    const receivedAt = instant(Date.UTC(2026, 7, 26, 10));
    await journal.append({ kind: 'message', topic: 'sensors/r-03/json', payload: Buffer.from('{}'), origin: 'x', receivedAt });
    await journal.append({ kind: 'act', name: 'acknowledge', body: Buffer.from('{"alert":"a"}'), origin: 'Mona', receivedAt });
    await journal.append({ kind: 'clock', name: 'live', body: Buffer.from(''), origin: '', receivedAt });
    expect((await heard([file])).said).toEqual(['10:00:00 sensors/r-03/json {}', '10:00:00 Mona acknowledge {"alert":"a"}', '10:00:00 clock']);
    expect((await heard([file], 'refuse', new Map([['r-03', 'r-04']]))).said[0]).toBe('10:00:00 sensors/r-04/json {}');
    journal.close();
  });
});

describe('several files', () => {
  it('are one recording, in the order of arrival', async () => {
    const one = written('one.csv', `${LONG}2026-08-26T10:00:00Z,r-03,rain_mm,1\n2026-08-26T10:02:00Z,r-03,rain_mm,3\n`);
    const other = written('other.csv', `${LONG}2026-08-26T10:00:00Z,r-04,rain_mm,1\n2026-08-26T10:01:00Z,r-04,rain_mm,2\n2026-08-26T10:03:00Z,r-04,rain_mm,4\n`);
    const said = [message('10:00:00', 'r-03', 'rain_mm', 1), message('10:00:00', 'r-04', 'rain_mm', 1), message('10:01:00', 'r-04', 'rain_mm', 2), message('10:02:00', 'r-03', 'rain_mm', 3), message('10:03:00', 'r-04', 'rain_mm', 4)];
    expect((await heard([one, other])).said).toEqual(said);
  });

  it('are refused when one is not there', async () => {
    expect(await refusal([join(folder, 'absent.csv')])).toBe('absent.csv:1: there is no such file.');
  });
});
