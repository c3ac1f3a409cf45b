import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Project, projects, ROOT } from './workspace.ts';

const CORE = ['hydrology', 'reading', 'quality', 'rollup', 'readiness', 'alert', 'strategy', 'debrief'];
const ADAPTERS = ['journal', 'storage', 'notification', 'account'];
const SIMULATORS = ['storm', 'replay', 'fleet', 'faults'];

/** design.md §3 said a second time, by folder instead of by tag: the linter's own table must come to the same. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(CORE.map((lib, place) => [`libs/${lib}`, CORE.slice(0, place)])),
  'libs/wire': CORE,
  'libs/pipeline': [...CORE, 'wire'],
  ...Object.fromEntries(ADAPTERS.map((lib) => [`libs/${lib}`, [...CORE, 'wire', 'pipeline']])),
  'libs/mqtt': [...CORE, 'wire'],
  'libs/installation': [...CORE, 'wire', 'pipeline', ...ADAPTERS, 'mqtt'],
  ...Object.fromEntries(SIMULATORS.map((name) => [`simulators/${name}`, [...CORE, 'wire', 'pipeline', ...ADAPTERS, 'mqtt', ...SIMULATORS]])),
  'apps/server': [...CORE, 'wire', 'pipeline', ...ADAPTERS, 'mqtt', 'installation', ...SIMULATORS],
  'apps/cli': [...CORE, 'wire', 'pipeline', ...ADAPTERS, 'mqtt', 'installation', ...SIMULATORS],
  'apps/dashboard': [...CORE, 'wire'],
};

/** What from npm is out of bounds, and something that is not, so that a rule which refuses everything is found out too. */
const FROM_NPM: readonly (readonly [folder: string, refused: readonly string[], taken: readonly string[]])[] = [
  ['libs/hydrology', ['zod', 'vue', '@nestjs/common', 'mqtt', 'node:fs'], []],
  ['libs/debrief', ['zod', 'echarts', 'yaml', 'node:crypto'], []],
  ['libs/wire', ['mqtt', 'vue', '@nestjs/common', '@photostructure/sqlite', 'node:fs', 'protobufjs'], ['zod', 'yaml', 'quickjs-emscripten', 'saxes']],
  ['libs/pipeline', ['zod', 'mqtt', '@nestjs/common', 'node:fs'], []],
  ['libs/journal', ['vue', '@nestjs/common', 'mqtt', 'mqtt/dist/mqtt.esm'], ['@photostructure/sqlite', 'node:fs']],
  ['libs/storage', ['vue', 'vue/server-renderer', 'echarts', '@nestjs/core', 'aedes', 'aedes/package.json'], ['@photostructure/sqlite']],
  ['libs/mqtt', ['vue', '@nestjs/common', '@photostructure/sqlite'], ['mqtt', 'aedes', 'node:net']],
  ['libs/installation', ['vue', '@nestjs/common'], ['node:fs']],
  ['simulators/storm', ['vue', '@nestjs/common'], ['node:fs']],
  ['apps/server', ['vue', 'vue-router', 'echarts', 'echarts/core', 'leaflet', 'leaflet/dist/leaflet.css'], ['@nestjs/common', 'zod', 'mqtt']],
  ['apps/cli', ['vue', 'vue-i18n', 'echarts', '@nestjs/common'], ['commander']],
  ['apps/dashboard', ['@nestjs/common', 'mqtt', 'mqtt/dist/mqtt.esm', 'aedes'], ['vue', 'echarts/core', 'leaflet/dist/leaflet.css']],
];

const GUARDS = new Set(['@nx/enforce-module-boundaries', 'no-restricted-imports']);
const all = projects();
const nameOf = ({ folder }: Project): string => folder.slice(folder.indexOf('/') + 1);
const mayImport = (from: Project, to: Project): boolean => from.folder.startsWith('tests/') || (!/^(apps|tests)\//.test(to.folder) && (MAY_IMPORT[from.folder] ?? []).includes(nameOf(to)));

/** Projects stand on each other in no circle, whatever the table allows. */
const standsOn = (one: Project, other: Project): boolean =>
  one.dependencies.includes(other.name) || all.some((between) => one.dependencies.includes(between.name) && standsOn(between, other));

/** By what a project is imported: its name, or the first thing that it shows. */
const door = ({ name, exports = {} }: Project): string => name + (exports['.'] === undefined ? (Object.keys(exports)[0] ?? '').slice(1) : '');

/** A source file of the project that the linter knows: the planted text is linted in its place. */
function sourceOf(folder: string): string {
  const files = readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' }).sort();
  const file = files.find((name) => name.endsWith('.ts') && !/(^|\/)(node_modules|dist)\/|\.(spec|contract|d|config)\.ts$/.test(name));
  const any = file ?? files.find((name) => name.endsWith('.spec.ts') && !name.includes('node_modules'));
  if (any === undefined) throw new Error(`${folder} has no source to lint in`);
  return `${ROOT}${folder}/${any}`;
}

describe('the arrows of the house', () => {
  let eslint: ESLint;

  beforeAll(() => {
    // Without a project graph Nx's rule warns and lets everything pass.
    execFileSync('npx', ['nx', 'show', 'projects'], { cwd: ROOT });
    // The guards need no types, and without them the whole table takes seconds.
    eslint = new ESLint({ cwd: ROOT, overrideConfig: [tseslint.configs.disableTypeChecked] });
  }, 60_000);

  /** Which of the imports the guards refuse, planted one a line in a file of the project. */
  async function refused(folder: string, imports: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const text = imports.map((name, index) => `import * as planted${index} from '${name}';\n`).join('');
    return refusedIn(sourceOf(folder), text, imports);
  }

  /** The same in a given file, for a text with one import a line. */
  async function refusedIn(filePath: string, text: string, imports: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const [result] = await eslint.lintText(text, { filePath });
    const messages = (result?.messages ?? []).filter(({ ruleId, fatal }) => fatal === true || GUARDS.has(ruleId ?? ''));
    return new Map(messages.map(({ line, message }) => [imports[line - 1] ?? `line ${line}`, message]));
  }

  it('are stated here for every project that there is', () => {
    expect(all.filter(({ folder }) => !folder.startsWith('tests/') && MAY_IMPORT[folder] === undefined).map(({ folder }) => folder)).toEqual([]);
    expect(all.length).toBeGreaterThan(20);
  });

  it.each(all.map((from) => [from.folder, from] as const))('%s imports what it may and nothing else', async (_folder, from) => {
    const others = all.filter((to) => to !== from && to.exports !== undefined);
    const answer = await refused(from.folder, others.map(door));
    const expected = others.filter((to) => !mayImport(from, to) || standsOn(to, from)).map(door);
    expect([...answer.keys()].sort()).toEqual([...expected].sort());
  });

  it.each(FROM_NPM)('%s takes from npm what it may and nothing else', async (folder, forbidden, allowed) => {
    const answer = await refused(folder, [...forbidden, ...allowed]);
    expect([...answer.keys()].sort()).toEqual([...forbidden].sort());
  });

  it.each([
    ['libs/alert', 'libs/hydrology/src/units.ts'],
    ['apps/server', 'apps/cli/src/terminal.ts'],
    ['apps/dashboard', 'libs/hydrology/src/units.ts'],
  ])('%s may not reach by a path into %s', async (folder, target) => {
    const path = relative(dirname(sourceOf(folder)), `${ROOT}${target}`);
    expect([...(await refused(folder, [path])).keys()]).toEqual([path]);
  });

  // However an import is written, it is one.
  it.each(['import type { Planted } from', 'import', 'export * from', 'export type { Planted } from'])('are not got round by "%s"', async (words) => {
    const answer = await refusedIn(sourceOf('libs/hydrology'), `${words} '@voldgrav/alert';\n`, ['@voldgrav/alert']);
    expect([...answer.keys()]).toEqual(['@voldgrav/alert']);
  });

  it('hold in a component too', async () => {
    const imports = ['@voldgrav/journal', '@voldgrav/wire', 'mqtt', 'vue', '../../../libs/hydrology/src/units.ts'];
    const script = imports.map((name) => `import '${name}';\n`).join('');
    const answer = await refusedIn(`${ROOT}apps/dashboard/src/App.vue`, `<script setup lang="ts">\n${script}</script>\n`, ['', ...imports]);
    expect([...answer.keys()].sort()).toEqual(['../../../libs/hydrology/src/units.ts', '@voldgrav/journal', 'mqtt']);
  });

  it('lead into no app, by its name either', async () => {
    expect([...(await refused('libs/installation', ['@voldgrav/server/src/house.ts'])).keys()]).toHaveLength(1);
    expect([...(await refused('apps/cli', ['@voldgrav/server/src/house.ts'])).keys()]).toHaveLength(1);
  });
});

describe('the clock and the dice', () => {
  it.each(['Date.now()', 'new Date()', 'Math.random()'])('are refused in the core as %s', async (words) => {
    const eslint = new ESLint({ cwd: ROOT, overrideConfig: [tseslint.configs.disableTypeChecked] });
    const complaints = async (folder: string) => {
      const [result] = await eslint.lintText(`export const planted = ${words};\n`, { filePath: sourceOf(folder) });
      return (result?.messages ?? []).filter(({ ruleId }) => ruleId?.startsWith('no-restricted-'));
    };
    expect(await complaints('libs/alert')).toHaveLength(1);
    expect(await complaints('apps/server')).toEqual([]);
  });
});
