import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projects, ROOT } from './workspace.ts';

const all = projects();
const libs = all.filter(({ folder }) => folder.startsWith('libs/'));

describe('every project', () => {
  it.each(all.map((project) => [project.folder, project] as const))('%s has one tag, by which the arrows know it', (_folder, { tags }) => {
    expect(tags).toHaveLength(1);
  });

  it('is named for its folder', () => {
    for (const { name, folder } of all) {
      const [kind, last = ''] = folder.split('/');
      expect(name).toBe(`@voldgrav/${kind === 'tests' ? `test-${last}` : last}`);
    }
  });
});

describe('what a project imports', () => {
  // Nx learns from it which tests to run again, and npm what to install.
  it.each(all.map(({ folder }) => [folder]))('is named by %s in its package.json', (folder) => {
    const manifest = JSON.parse(readFileSync(`${ROOT}${folder}/package.json`, 'utf8')) as { name: string; dependencies?: Record<string, string> };
    const files = readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|vue)$/.test(file) && !/(^|\/)(node_modules|dist|planted-\w+)\//.test(file));
    const imported = files.flatMap((file) => [...readFileSync(`${ROOT}${folder}/${file}`, 'utf8').matchAll(/from '(@voldgrav\/[\w-]+)/g)].map(([, name = '']) => name));
    expect([...new Set(imported)].filter((name) => manifest.dependencies?.[name] === undefined && name !== manifest.name)).toEqual([]);
  });
});

describe('every lib', () => {
  it.each(libs.map((lib) => [lib.folder, lib] as const))('%s shows its index, and its contract where it has one, and names what it exports one by one', (folder, { exports }) => {
    expect(exports?.['.']).toBe('./src/index.ts');
    expect(Object.keys(exports ?? {}).filter((path) => path !== '.' && !path.endsWith('.contract'))).toEqual([]);
    const index = readFileSync(`${ROOT}${folder}/src/index.ts`, 'utf8');
    expect(index).toMatch(/^export /m);
    expect(index).not.toMatch(/export \*/);
  });

  it.each(libs.map(({ folder }) => [folder]))('%s brings no configuration of its own', (folder) => {
    const files = readdirSync(`${ROOT}${folder}`).filter((name) => !['package.json', 'src', 'node_modules', 'dist'].includes(name) && !name.endsWith('.d.ts'));
    expect(files).toEqual([]);
  });
});

describe('what the built programs leave outside', () => {
  it.each(['server', 'cli'])('is named by %s itself, so that it is there without the tools of development', (app) => {
    const built = `${ROOT}apps/${app}/dist/main.js`;
    expect(existsSync(built), 'npm run build comes first').toBe(true);
    const { dependencies } = JSON.parse(readFileSync(`${ROOT}apps/${app}/package.json`, 'utf8')) as { dependencies: Record<string, string> };
    const outside = [...readFileSync(built, 'utf8').matchAll(/^import (?:[^'"]* from )?["']([^.'"][^'"]*)["']/gm)].map(([, name = '']) => name);
    const packages = outside.filter((name) => !name.startsWith('node:')).map((name) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/'));
    expect(packages.length).toBeGreaterThan(1);
    expect(packages.filter((name) => dependencies[name] === undefined)).toEqual([]);
  });
});
