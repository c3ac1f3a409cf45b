import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from './workspace.ts';

const run = promisify(execFile);

interface Cruise {
  readonly summary: { readonly totalCruised: number; readonly totalDependenciesCruised: number; readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string }[] };
}

async function cruise(...folders: readonly string[]): Promise<Cruise['summary']> {
  const words = ['depcruise', ...folders, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const { stdout } = await run('npx', words, { cwd: ROOT, maxBuffer: 1 << 26 });
  return (JSON.parse(stdout) as Cruise).summary;
}

describe('file cycles', () => {
  // Beside the sources, not in the system's folder: what lies outside the workspace is not followed.
  const planted = mkdtempSync(join(ROOT, 'tests/architecture/planted-'));
  afterAll(() => rmSync(planted, { recursive: true, force: true }));

  it('are nowhere among the files of the workspace', async () => {
    const { violations, totalCruised, totalDependenciesCruised } = await cruise('apps', 'libs', 'simulators', 'tests/storms', 'tests/contracts');
    expect(violations).toEqual([]);
    // A cruise that saw nothing finds nothing.
    expect(totalCruised).toBeGreaterThan(250);
    expect(totalDependenciesCruised).toBeGreaterThan(600);
  }, 60_000);

  it('are found when planted, also where only types go round', async () => {
    mkdirSync(join(planted, 'types-only'));
    writeFileSync(join(planted, 'types-only/hen.ts'), "import type { Egg } from './egg.ts';\nexport interface Hen { readonly lays: Egg }\n");
    writeFileSync(join(planted, 'types-only/egg.ts'), "import type { Hen } from './hen.ts';\nexport interface Egg { readonly by: Hen }\n");
    const { violations } = await cruise(planted.slice(ROOT.length));
    expect(violations.map(({ rule }) => rule.name)).toContain('no-cycle');
  }, 60_000);

  it('are found when they go through a component', async () => {
    const folder = join(planted, 'component');
    mkdirSync(folder);
    writeFileSync(join(folder, 'Hen.vue'), "<script setup lang=\"ts\">\nimport { egg } from './egg.ts';\n</script>\n<template>{{ egg }}</template>\n");
    writeFileSync(join(folder, 'egg.ts'), "import Hen from './Hen.vue';\nexport const egg = Hen;\n");
    const { violations } = await cruise(folder.slice(ROOT.length));
    expect(violations.map(({ rule }) => rule.name)).toEqual(['no-cycle']);
  }, 60_000);
});
