// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UNREAD_WORDS, unreadWords } from './unread-words.ts';

const ROOT = new URL('../../../../../', import.meta.url).pathname;
/** Words with a blank in them that nobody is told there: names put together, a hint for who writes a town, why a connection ended. */
const NO_FINDING: ReadonlySet<string> = new Set([
  '0 bytes', '{} bytes', '{}: {}', 'revision: {}', 'Node Control/Rebirth', 'there is no {}', 'no sandbox was opened', 'not let in', 'may not stay',
  'a number of any length, such as 8n or BigInt(x) outside of Number(…), has no place in a codec',
  'keep alive timeout', 'drain timeout', 'connection closed', 'connect did not arrive in time', 'the broker closed the connection', 'it does not say why',
  'the broker closed the connection: {} (MQTT 5 reason code {})', 'The list of what could not be read is not up to date with the journal.', 'The server was stopped before all was read; what was read is kept.',
  '{} (and {} cannot be written: {})', '{}:{}: {}', '{}:1: This file has changed as well, and is taken over only at a start: start the server again, then decode again.',
  'sources.yaml:1: The topic "{}" is new, and the broker is asked for it only at a start: start the server again, then decode again.',
]);
/** What stands before words that go to a log, to whoever calls, or into a script. */
const GOES_ELSEWHERE = /(?:new (?:Type)?Error|\.join|tell|drop)\($|const [A-Z_]+ = $/;
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

  const sources = SAID_IN.flatMap((folder) => readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ts$/.test(file) && !/(?:\.spec|testcases|pr\d+\/decode|tbrg\/decode|prelude|metered|plain-numbers)\.ts$/.test(file)).map((file) => readFileSync(`${ROOT}${folder}/${file}`, 'utf8'))).join('\n');
  const said = sources.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '').replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '{}');
  // "in" stands before a unit or "no unit", and both are put in.
  const known = UNREAD_WORDS.map(([en]) => en.replace('in no unit', 'in {w}').replaceAll(/\{\w\}/g, '{}'));

  it('is still said so by those who find it', () => {
    expect(known.filter((sentence) => !said.includes(`'${sentence}'`) && !said.includes(`\`${sentence}\``))).toEqual([]);
  });

  it('has its Danish whatever is found: every sentence of those who find it is in the list, or is said here to be none', () => {
    const sentences = [...said.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)]
      .filter(({ index }) => !GOES_ELSEWHERE.test(said.slice(Math.max(0, index - 40), index)))
      .map(([, quoted, template]) => quoted ?? template ?? '')
      .filter((text) => /[a-z{}] [a-z{]/i.test(text));
    expect(sentences.length).toBeGreaterThan(UNREAD_WORDS.length);
    expect([...new Set(sentences)].filter((sentence) => !known.includes(sentence) && !NO_FINDING.has(sentence) && sentence !== 'no unit')).toEqual([]);
  });
});
