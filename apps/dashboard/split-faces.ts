import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Blob, Face } from 'harfbuzzjs';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';
import { FIRST_SIGNS } from './src/theme/first-signs.ts';

/** What the pages import. */
const STYLESHEET = 'virtual:faces.css';
const FAMILY = 'IBM Plex Sans';
const WEIGHTS = [400, 600] as const;

/**
 * Distances between letters, ligatures and accents, but not the glyphs for set fractions, which nothing here asks for. Figures of this
 * face are all of one width without a feature. The names kept beside the usual ones are its licence, which allows the cut: SIL OFL 1.1,
 * without a reserved name.
 */
const CUT = { targetFormat: 'woff2', keepFeatures: ['kern', 'liga', 'ccmp', 'mark'], preserveNameIds: [13, 14] } satisfies Cut;
/** The declared types are of an older version, which kept every feature. */
type Cut = NonNullable<Parameters<typeof subsetFont>[2]> & { readonly keepFeatures: string[] };

const wholeFace = (weight: number): string => createRequire(import.meta.url).resolve(`@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-${weight}-normal.woff2`);

/** A face as this file has it, or the whole one of this weight as it comes. */
export async function openFace(weight: number, file = wholeFace(weight)): Promise<Face> {
  const unpacked = { targetFormat: 'truetype', keepAllGlyphs: true } as const;
  return new Face(new Blob(await subsetFont(readFileSync(file), '', unpacked)));
}

/** Every sign that a face has a glyph for. */
export const signsOf = (face: Face): readonly string[] => [...face.collectUnicodes()].map((code) => String.fromCodePoint(code));

/** These signs in the words of CSS: U+20-7E,U+A0. */
export function unicodeRange(signs: Iterable<string>): string {
  const codes = [...signs].map((sign) => sign.codePointAt(0) ?? 0).sort((one, other) => one - other);
  const runs: { from: number; to: number }[] = [];
  for (const code of codes) {
    const last = runs.at(-1);
    if (last !== undefined && code <= last.to + 1) last.to = code;
    else runs.push({ from: code, to: code });
  }
  const hex = (code: number): string => code.toString(16).toUpperCase();
  return runs.map(({ from, to }) => `U+${hex(from)}${from === to ? '' : `-${hex(to)}`}`).join(',');
}

/** Writes both parts of each weight into this folder, and the stylesheet that says which signs are in which. Answers where that stylesheet is. */
export async function writeFaces(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const rules: string[] = [];
  for (const weight of WEIGHTS) {
    const all = signsOf(await openFace(weight));
    const parts = { first: all.filter((sign) => FIRST_SIGNS.includes(sign)), rest: all.filter((sign) => !FIRST_SIGNS.includes(sign)) };
    for (const [part, signs] of Object.entries(parts)) {
      const name = `plex-${weight}-${part}.woff2`;
      writeFileSync(join(folder, name), await subsetFont(readFileSync(wholeFace(weight)), signs.join(''), CUT));
      rules.push(`@font-face{font-family:'${FAMILY}';font-weight:${weight};font-display:swap;src:url(./${name}) format('woff2');unicode-range:${unicodeRange(signs)}}`);
    }
  }
  const file = join(folder, 'faces.css');
  writeFileSync(file, rules.join('\n'));
  return file;
}

/**
 * Cuts the page's typeface in two: what every page shows, and the rest, which a browser asks for when it meets one of its signs. A sign
 * that is in neither was not in the whole face.
 */
export function splitFaces(): Plugin {
  let folder = '';
  let written: Promise<string> | undefined;
  return {
    name: 'split-faces',
    configResolved({ cacheDir }) {
      folder = join(cacheDir, 'faces');
    },
    resolveId(id) {
      return id === STYLESHEET ? (written ??= writeFaces(folder)) : undefined;
    },
  };
}
