import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ROOT } from './workspace.ts';

const DIST = `${ROOT}apps/dashboard/dist/`;
const MANIFEST = `${DIST}.vite/manifest.json`;
const FIRST_LOAD_LIMIT = 350_000;

/** What only a click brings. Everything else that comes later may come with the first storm, and so it counts. */
const ASKED_FOR = ['src/views/drift/DriftView.vue', 'src/panels/duty-log/DutyLogDialog.vue'];

interface Piece {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
}

/** Each file that the desk's first screen can ask for, whatever the weather, and however slow the machine. */
function filesOfDesk(manifest: Readonly<Record<string, Piece>>): readonly string[] {
  const files = new Set(['index.html', 'favicon.svg']);
  const seen = new Set<string>();
  const follow = (name: string): void => {
    const piece = manifest[name];
    if (seen.has(name) || ASKED_FOR.includes(name)) return;
    if (piece === undefined) throw new Error(`the build's manifest does not tell of ${name}`);
    seen.add(name);
    // A browser asks for the rest of a face when it meets one of its signs, and for Leaflet's pictures when it shows a marker: neither is on the desk.
    const faces = (piece.assets ?? []).filter((asset) => /-first-[^/]*\.woff2$/.test(asset));
    for (const file of [piece.file, ...(piece.css ?? []), ...faces]) files.add(file);
    for (const next of [...(piece.imports ?? []), ...(piece.dynamicImports ?? [])]) follow(next);
  };
  follow('index.html');
  return [...files];
}

/** As the server sends it: packed where the build has packed it, or the server does; a face is packed in itself. */
function bytesOnTheWire(file: string): number {
  const path = `${DIST}${file}`;
  if (existsSync(`${path}.gz`)) return readFileSync(`${path}.gz`).length;
  const bytes = readFileSync(path);
  return file.endsWith('.woff2') ? bytes.length : gzipSync(bytes).length;
}

describe('the first load of the desk', () => {
  const read = (): Readonly<Record<string, Piece>> => {
    expect(existsSync(MANIFEST), 'npm run build comes first').toBe(true);
    return JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, Piece>;
  };

  it('is no more than 350 kB as gzip with every piece that can come with it, fonts and all', () => {
    const sizes = filesOfDesk(read()).map((file) => ({ file, bytes: bytesOnTheWire(file) })).sort((one, other) => other.bytes - one.bytes);
    // One that the page is known to ask for of each way in: at once, when it draws, when a step is due, when a value is doubted, in both weights.
    for (const known of [/index-.*\.css$/, /StormChart-.*\.js$/, /TownMap-.*\.css$/, /StepButton-.*\.js$/, /found-words-.*\.js$/, /-400-first-/, /-600-first-/]) {
      expect(sizes.filter(({ file }) => known.test(file)), String(known)).toHaveLength(1);
    }
    const sum = sizes.reduce((bytes, each) => bytes + each.bytes, 0);
    expect(sum, sizes.map(({ file, bytes }) => `${bytes} ${file}`).join('\n')).toBeLessThanOrEqual(FIRST_LOAD_LIMIT);
  });

  it('leaves out only what the build still knows', () => {
    const manifest = read();
    expect(ASKED_FOR.filter((name) => manifest[name] === undefined)).toEqual([]);
  });
});
