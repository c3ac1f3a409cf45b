// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UNREAD_WORDS, unreadWords } from './unread-words.ts';

const ROOT = new URL('../../../../../', import.meta.url).pathname;
const SAID_IN = ['libs/wire/src/sensor', 'libs/mqtt/src', 'apps/server/src/ingest'];

describe('what was found in a message that could not be read', () => {
  it.each([
    ['17 bytes, expected 6 to 8', '17 bytes; 6 til 8 var ventet'],
    ['9 bytes, expected 13 for flags 101', '9 bytes; 13 var ventet ved flagene 101'],
    ['0 bytes', '0 bytes'],
    ['70000 bytes on sensors/r-01/json', '70000 bytes på sensors/r-01/json'],
    ['unknown channel 7f_01 at byte 12', 'ukendt kanal 7f_01 ved byte 12'],
    ['not base64: "%%"\nand more', 'ikke base64: "%%"\nand more'],
    ['flow in furlong', 'flow i furlong'],
    ['flow in no unit', 'flow uden enhed'],
    ['a/b, which is not a topic of weir-1', 'a/b, som ikke er et emne for weir-1'],
  ])('"%s" is said in Danish', (detail, danish) => {
    expect(unreadWords(detail, 'da')).toBe(danish);
    expect(unreadWords(detail, 'en')).toBe(detail);
  });

  it('stays as it was where it is a name, a payload or the words of a codec', () => {
    for (const detail of ['r-99', '{"rain_mm": ,}', 'TypeError: bytes is undefined', 'the answer in no particular order of bytes']) expect(unreadWords(detail, 'da')).toBe(detail);
  });

  it('has its figures and names in the same order in both languages', () => {
    for (const [en, da] of UNREAD_WORDS) expect(da.match(/\{\w\}/g), en).toEqual(en.match(/\{\w\}/g));
  });

  it('is still said so by those who find it', () => {
    const sources = SAID_IN.flatMap((folder) => readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ts$/.test(file) && !/\.spec\.ts$/.test(file)).map((file) => readFileSync(`${ROOT}${folder}/${file}`, 'utf8'))).join('\n');
    const said = sources.replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '{}');
    // "in" stands before a unit or "no unit", and both are put in.
    const unsaid = UNREAD_WORDS.map(([en]) => en.replace('in no unit', 'in {w}').replaceAll(/\{\w\}/g, '{}')).filter((sentence) => !said.includes(`'${sentence}'`) && !said.includes(`\`${sentence}\``));
    expect(unsaid).toEqual([]);
  });
});
