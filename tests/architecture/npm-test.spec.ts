import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from './workspace.ts';

const run = promisify(execFile);

interface Outcome {
  readonly passed: number;
  readonly failed: readonly string[];
  readonly notRun: Readonly<Record<string, number>>;
  readonly failedFiles?: readonly { readonly name: string; readonly passed: number }[];
}

describe('npm test', () => {
  let planted: string;
  let toRunAgain: Outcome['failedFiles'];
  const inPlanted = (name: string): string => name.replace(/^.*?(?=\w+\.spec)/, '');
  // Beside the sources, so that the planted tests find vitest.
  beforeEach(() => {
    planted = mkdtempSync(join(ROOT, 'tests/architecture/planted-'));
    // Without one, vitest goes up until it finds the house's own.
    writeFileSync(join(planted, 'vitest.config.mjs'), 'export default {};\n');
  });
  afterEach(() => rmSync(planted, { recursive: true, force: true }));

  /** What `npm test` makes of a suite of these files, each with its tests. */
  async function outcomeOf(files: Readonly<Record<string, string>>): Promise<Outcome> {
    for (const [name, tests] of Object.entries(files)) writeFileSync(join(planted, name), `import { beforeAll, it } from 'vitest';\n${tests}\n`);
    const ask = `import { runSuite } from './tests/run-suite.mjs'; console.log(JSON.stringify(await runSuite(['--root', ${JSON.stringify(planted)}])));`;
    const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(NODE_ENV|VITEST)/.test(name)));
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', ask], { cwd: ROOT, env: environment });
    const { passed, failed, notRun, failedFiles } = JSON.parse(stdout) as Outcome;
    toRunAgain = failedFiles?.map(({ name, passed: good }) => ({ name: inPlanted(name), passed: good }));
    return { passed, failed: failed.map(inPlanted), notRun };
  }

  it('counts what passed and names what failed', async () => {
    const tests = "it('rains', () => {});\nit('pours', () => { throw new Error('no'); });";
    expect(await outcomeOf({ 'a.spec.ts': tests })).toEqual({ passed: 1, failed: ['a.spec.ts > pours'], notRun: {} });
  });

  it('counts what was not run by its reason, and takes none for a failure', async () => {
    const tests = "it('rains', ({ skip }) => skip(true, 'data absent'));\nit('pours', () => {});\nit.skip('snows', () => {});\nit.todo('hails');";
    expect(await outcomeOf({ 'a.spec.ts': tests })).toEqual({
      passed: 1,
      failed: ['a.spec.ts > snows: not run, and nobody says why', 'a.spec.ts > hails: not run, and nobody says why'],
      notRun: { 'data absent': 1 },
    });
  });

  it('names a file that does not load or whose hook throws, and goes on with the others', async () => {
    const files = { 'a.spec.ts': "throw new Error('not loaded');", 'b.spec.ts': "beforeAll(() => { throw new Error('no broker'); });\nit('rains', () => {});", 'c.spec.ts': "it('pours', () => {});" };
    const { passed, failed } = await outcomeOf(files);
    expect(passed).toBe(1);
    expect([...failed].sort()).toEqual(['a.spec.ts: not loaded', 'b.spec.ts: no broker']);
  });

  it('refuses a suite that leaves the rest out by "only", and one that is empty', async () => {
    const { failed } = await outcomeOf({ 'a.spec.ts': "it.only('rains', () => {});\nit('pours', () => {});" });
    expect(failed).toEqual(['a.spec.ts > rains', 'a.spec.ts > pours: not run, and nobody says why']);
    rmSync(join(planted, 'a.spec.ts'));
    expect((await outcomeOf({})).failed).toEqual(['the suite did not run to its end (code 1)']);
  });

  it('tells which files to run again, and with how many good tests in them; none where something failed outside every file', async () => {
    const mixed = "it('rains', () => {});\nit('pours', () => { throw new Error('no'); });";
    await outcomeOf({ 'a.spec.ts': mixed, 'b.spec.ts': "it('snows', () => {});" });
    expect(toRunAgain).toEqual([{ name: 'a.spec.ts', passed: 1 }]);
    const { failed } = await outcomeOf({ 'a.spec.ts': mixed, 'b.spec.ts': "it('snows', () => { setTimeout(() => { throw new Error('astray'); }); });\nit('hails', () => new Promise((resolve) => setTimeout(resolve, 50)));" });
    expect(failed).toEqual(['a.spec.ts > pours', 'astray']);
    expect(toRunAgain).toBeUndefined();
  });
});
