import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './program.ts';

const TOWN = fileURLToPath(new URL('../../../config/sample-town', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'voldgrav-backtest-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function ran(...words: readonly string[]) {
  const answers: string[] = [];
  const complaints: string[] = [];
  const code = await run(['backtest', ...words], { answer: (line) => answers.push(line), complain: (line) => complaints.push(line) });
  return { code, answers, complaints: complaints.map((line) => line.replaceAll(`${folder}/`, '')) };
}

/** Ådalsbassinet's level every half minute: `levels` minute by minute. Its crest is 2.10 m. */
const recording = (name: string, levels: readonly number[]) =>
  writeFileSync(join(folder, name), ['time,sensor,value', ...levels.flatMap((level, minute) => [0, 30].map((second) => `${new Date(Date.UTC(2026, 7, 26, 10, minute, second)).toISOString()},l-aadalen,${level}`)), ''].join('\n'));

const rule = (setPoint: number, more = '') => `# tried in the autumn
id: aadalen-near-crest
name: { da: 'x', en: 'x' }
asset: b-aadalen
measure: { kind: water-level }
abnormal: above
set_point: ${setPoint}
deadband: 0.10
on_delay_s: 30
off_delay_s: 300
severity: 3
cause: { da: 'x', en: 'x' }
consequence: { da: 'x', en: 'x' }
response: { da: 'x', en: 'x' }
minutes_to_respond: 10
organisation: ravnsvig-beredskab
${more}`;

describe('voldgrav backtest', () => {
  beforeAll(() => {
    // Over the crest at 10:30, through 1.70 m at 10:10 and 1.90 m at 10:20.
    recording('a-flood.csv', [...Array<number>(10).fill(0.7), ...Array<number>(10).fill(1.75), ...Array<number>(10).fill(1.95), ...Array<number>(10).fill(2.15)]);
    // Up to 1.75 m and back.
    recording('b-shower.csv', [...Array<number>(10).fill(0.7), ...Array<number>(10).fill(1.75), ...Array<number>(20).fill(0.7)]);
    recording('c-dry.csv', Array<number>(20).fill(0.7));
    writeFileSync(join(folder, 'rule.yaml'), rule(1.7));
  });

  it('says what a lower set point would have fired, foreseen and cost, beside the one in force', async () => {
    const { code, answers, complaints } = await ran('--town', TOWN, '--rule', join(folder, 'rule.yaml'), '--recordings', folder);
    expect({ code, complaints }).toEqual({ code: 0, complaints: [] });
    const { recordings, storms, dry, ...all } = JSON.parse(answers[0] ?? '{}') as { recordings: readonly object[]; storms: readonly object[]; dry: object };
    // 1.70 m for 30 s at 10:10 is an alert at 10:10:30, 19.5 min before the crest; 1.90 m at 10:20 one at 10:20:30, 9.5 before.
    expect(all).toEqual({
      rule: 'aadalen-near-crest',
      events: 1,
      fired: 2,
      missed: 0,
      false: 1,
      leadMinutes: { least: 19.5, median: 19.5, most: 19.5 },
      messages: 2,
      inForce: { fired: 1, missed: 0, false: 0, leadMinutes: { least: 9.5, median: 9.5, most: 9.5 }, messages: 1 },
      leadMinutesGained: { least: 10, median: 10, most: 10 },
    });
    // No gauge speaks in them.
    expect(storms).toEqual([]);
    expect(dry).toMatchObject({ fired: 2, events: 1 });
    expect(recordings).toMatchObject([{ recording: 'a-flood.csv', fired: 1, false: 0 }, { recording: 'b-shower.csv', fired: 1, false: 1, inForce: { fired: 0 } }, { recording: 'c-dry.csv', fired: 0, events: 0 }]);
  });

  it('says what one that is too high would have missed', async () => {
    writeFileSync(join(folder, 'high.yaml'), rule(2.2));
    const { answers } = await ran('--town', TOWN, '--rule', join(folder, 'high.yaml'), '--recordings', folder);
    expect(JSON.parse(answers[0] ?? '{}')).toMatchObject({ events: 1, fired: 0, missed: 1, leadMinutes: null, leadMinutesGained: null });
  });

  it('says of a rule on low water what fired, and that nobody knows what would be false', async () => {
    writeFileSync(join(folder, 'low.yaml'), rule(0.8).replace('abnormal: above', 'abnormal: below'));
    const { answers, complaints } = await ran('--town', TOWN, '--rule', join(folder, 'low.yaml'), '--recordings', folder);
    // 0.7 m from the start of each of three recordings, and again after the shower, whose alert had returned in between.
    expect(JSON.parse(answers[0] ?? '{}')).toMatchObject({ events: null, fired: 4, missed: null, false: null, leadMinutes: null, messages: 4, inForce: { fired: 1, missed: 0, false: 0 } });
    expect(complaints).toEqual(['aadalen-near-crest watches low water, and the town names no level that would be too low: nobody can say what it missed or which alerts were false.']);
  });

  it('looks at the newest storms alone, and at dry weather, when that is asked for', async () => {
    const storms = join(folder, 'storms');
    mkdirSync(storms);
    // 1 mm a minute from 10:01 to 10:05 on two days. On the first the water is over the crest at 10:10, from nothing; on the second it stands at 1.75 m from 10:10 to 10:20.
    const stormy = (day: number, levels: readonly number[]) =>
      writeFileSync(
        join(storms, `${day}.csv`),
        ['time,r-03,l-aadalen', ...levels.map((level, minute) => `${new Date(Date.UTC(2026, 7, day, 10, minute)).toISOString()},${minute > 0 && minute < 6 ? 1 : 0},${level}`), ''].join('\n'),
      );
    stormy(25, [...Array<number>(10).fill(0.7), ...Array<number>(10).fill(2.15)]);
    stormy(26, [...Array<number>(10).fill(0.7), ...Array<number>(10).fill(1.75)]);
    writeFileSync(join(folder, 'stormy.yaml'), rule(1.7));
    const tried = async (...more: readonly string[]) => JSON.parse((await ran('--town', TOWN, '--rule', join(folder, 'stormy.yaml'), '--recordings', storms, ...more)).answers[0] ?? '{}') as object;
    expect(await tried()).toMatchObject({ events: 1, fired: 2, missed: 1, false: 1, storms: [{ onset: '2026-08-26T10:01:00.000Z', events: 0, fired: 1 }, { onset: '2026-08-25T10:01:00.000Z', events: 1, fired: 1 }] });
    expect(await tried('--storms', '1')).toMatchObject({ events: 0, fired: 1, missed: 0, false: 1, storms: { length: 1 }, dry: { fired: 0 }, recordings: { length: 2 } });
  });

  it.each([
    ['a rule with a slip in it', () => rule(1.7).replace('severity: 3', 'severity: 9'), 'slip.yaml:11: severity of "aadalen-near-crest": expected 1, 2 or 3, found 9.'],
    ['a rule on an asset that is not there', () => rule(1.7).replace('b-aadalen', 'b-nowhere'), 'slip.yaml:4: asset of "aadalen-near-crest"'],
  ])('refuses %s, with its line', async (_, text, sentence) => {
    writeFileSync(join(folder, 'slip.yaml'), text());
    const { code, complaints } = await ran('--town', TOWN, '--rule', join(folder, 'slip.yaml'), '--recordings', folder);
    expect(code).toBe(2);
    expect(complaints[0]).toContain(sentence);
  });

  it('refuses a folder without recordings', async () => {
    const { code, complaints } = await ran('--town', TOWN, '--rule', join(folder, 'rule.yaml'), '--recordings', TOWN);
    expect({ code, complaints }).toEqual({ code: 2, complaints: [`${TOWN} holds no recording: expected files that end in .csv, .jsonl (perhaps with .gz) or .sqlite.`] });
  });
});
