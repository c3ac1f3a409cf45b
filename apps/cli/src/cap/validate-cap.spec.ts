import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../program.ts';

const MESSAGE = `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>w-1</identifier><sender>vejr@example.dk</sender>
<sent>2026-08-26T08:00:00+02:00</sent>
<status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><category>Met</category><event>Højvande</event><urgency>Future</urgency><severity>Minor</severity><certainty>Likely</certainty></info>
</alert>`;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voldgrav-cap-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function ran(words: readonly string[], input = '') {
  const answers: string[] = [];
  const complaints: string[] = [];
  const code = await run(['cap', ...words], { answer: (line) => answers.push(line), complain: (line) => complaints.push(line) }, { input: Readable.from([Buffer.from(input)]) });
  return { code, answers, complaints };
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

describe('voldgrav cap validate', () => {
  it('answers a line for each message, with every fault of one that is not valid', async () => {
    const good = await file('good.xml', MESSAGE);
    const bad = await file('bad.xml', MESSAGE.replace('+02:00', 'Z').replace('>Public<', '>Private<'));
    expect(await ran(['validate', good])).toEqual({ code: 0, answers: [`${good} is a valid CAP 1.2 message.`], complaints: [] });
    expect(await ran(['validate', bad, good])).toEqual({
      code: 1,
      answers: [
        `${bad}:4: sent must be a time such as 2026-08-26T12:20:00+02:00, without Z and parts of a second, not "2026-08-26T08:00:00Z".`,
        `${bad}:5: scope is Private, so addresses must name who is meant.`,
        `${good} is a valid CAP 1.2 message.`,
      ],
      complaints: [],
    });
  });

  it('reads standard input, and other encodings by their name or mark', async () => {
    expect(await ran(['validate', '-'], MESSAGE)).toEqual({ code: 0, answers: ['standard input is a valid CAP 1.2 message.'], complaints: [] });
    const latin = await file('latin.xml', Buffer.from(MESSAGE.replace('UTF-8', 'ISO-8859-1'), 'latin1'));
    const wide = await file('wide.xml', Buffer.from(`\uFEFF${MESSAGE.replace('UTF-8', 'UTF-16')}`, 'utf16le'));
    expect((await ran(['validate', latin, wide])).code).toBe(0);
    const untrue = await file('untrue.xml', Buffer.from(MESSAGE, 'latin1'));
    expect((await ran(['validate', untrue])).answers).toEqual([`${untrue}:1: these bytes are no UTF-8.`]);
  });

  it('tells advice, and is done all the same', async () => {
    const exercise = await file('exercise.xml', MESSAGE.replace('>Actual<', '>Exercise<'));
    expect(await ran(['validate', exercise])).toEqual({
      code: 0, complaints: [],
      answers: [`${exercise}:5: advice: status is Exercise; note should name the exercise.`, `${exercise} is a valid CAP 1.2 message.`],
    });
  });

  it('calls a file that is not there, or none at all, wrong use and answers nothing', async () => {
    const good = await file('good.xml', MESSAGE);
    const { code, answers, complaints } = await ran(['validate', good, join(folder, 'nowhere.xml')]);
    expect([code, answers]).toEqual([2, []]);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain('nowhere.xml cannot be read');
    for (const words of [[], ['validate'], ['publish']]) expect((await ran(words)).code).toBe(2);
    expect((await ran(['validate', '--help'])).code).toBe(0);
  });

  it('reads no more than it may of a file without end', async () => {
    const answers = (await ran(['validate', '/dev/zero'])).answers;
    expect(answers).toEqual(['/dev/zero:1: this is longer than 16777216 characters and was not read.']);
  });
});
