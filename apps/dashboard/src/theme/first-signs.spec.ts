// @vitest-environment node
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Buffer, Font, shape } from 'harfbuzzjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFace, signsOf, unicodeRange, writeFaces } from '../../split-faces.ts';
import { FIRST_SIGNS } from './first-signs.ts';

const ROOT = new URL('../../../../', import.meta.url).pathname;
/** Where the words on the page come from. */
const WORDS = ['apps/dashboard/src', 'libs/alert/src', 'libs/debrief/src', 'libs/quality/src', 'libs/readiness/src', 'libs/strategy/src', 'config/sample-town'];

type Face = Awaited<ReturnType<typeof openFace>>;

/** What a browser draws for this text: how far each glyph takes it, in units of the face. */
function advances(face: Face, text: string): readonly number[] {
  const buffer = new Buffer();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  shape(new Font(face), buffer);
  return buffer.getGlyphInfosAndPositions().map(({ xAdvance }) => xAdvance ?? NaN);
}

describe('a range of signs', () => {
  it('is in the words of CSS', () => {
    expect(unicodeRange(['c', 'a', 'b', 'é', '−'])).toBe('U+61-63,U+E9,U+2212');
    expect(unicodeRange([])).toBe('');
  });
});

describe.each([400, 600])('the page’s typeface in weight %i', (weight) => {
  let folder: string;
  let whole: Face;
  let first: Face;
  let rest: Face;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'voldgrav-faces-'));
    await writeFaces(folder);
    whole = await openFace(weight);
    first = await openFace(weight, join(folder, `plex-${weight}-first.woff2`));
    rest = await openFace(weight, join(folder, `plex-${weight}-rest.woff2`));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has every sign of the whole one in one of its parts, and the stylesheet says in which', () => {
    expect([...signsOf(first), ...signsOf(rest)].sort()).toEqual([...signsOf(whole)].sort());
    const rules = readFileSync(join(folder, 'faces.css'), 'utf8').split('\n');
    for (const [part, face] of Object.entries({ first, rest })) {
      expect(rules.find((rule) => rule.includes(`plex-${weight}-${part}.woff2`))).toContain(`unicode-range:${unicodeRange(signsOf(face))}}`);
    }
  });

  it('needs only its first part for our own words and those of the sample town', () => {
    const files = WORDS.flatMap((words) => readdirSync(join(ROOT, words), { recursive: true, encoding: 'utf8' }).map((file) => join(ROOT, words, file)))
      .filter((file) => /\.(ts|vue|yaml|geojson)$/.test(file) && !/\.(spec|contract)\.ts$/.test(file));
    expect(files.length).toBeGreaterThan(200);
    const used = new Set(files.flatMap((file) => [...readFileSync(file, 'utf8')]));
    const drawn = new Set(signsOf(whole));
    expect([...used].filter((sign) => drawn.has(sign) && !FIRST_SIGNS.includes(sign))).toEqual([]);
  });

  it('draws as the whole one does: the same distances, the same ligatures, figures of one width', () => {
    for (const text of ['Ådalsbassinet kan tage 12,5 mm på 30 min', 'AV To. Ty P, L’été fik flade', 'Østergade −1,25 m · 08:42', 'Two of fifty offices']) {
      expect(advances(first, text), text).toEqual(advances(whole, text));
    }
    expect(new Set(advances(first, '0123456789')).size).toBe(1);
    // Without its pairs of letters "AV" would be as wide as both alone, and "fi" two glyphs.
    expect(advances(first, 'AV').reduce((sum, each) => sum + each)).toBeLessThan(advances(first, 'A')[0]! + advances(first, 'V')[0]!);
    expect(advances(first, 'fi')).toHaveLength(1);
  });
});
