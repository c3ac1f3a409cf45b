import { execFile } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projects, ROOT } from './workspace.ts';

const run = promisify(execFile);

/** What Nx remembers, tried on a clone with a memory of its own, so that the tree at hand and its memory stay as they are. */
describe('what Nx remembers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-nx-'));
  const clone = join(folder, 'clone');
  const environment = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_ENV' && !/^(VITEST|NX)/.test(name))),
    NX_DAEMON: 'false',
    NX_CACHE_DIRECTORY: join(folder, 'cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(folder, 'data'),
  };
  const nx = async (...words: readonly string[]) => (await run('npx', ['nx', ...words], { cwd: clone, env: environment, maxBuffer: 1 << 26 })).stdout;

  beforeAll(async () => {
    await run('git', ['clone', '--quiet', '--no-hardlinks', ROOT, clone]);
    symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Which projects' tests ran, and which were remembered. */
  async function tested(): Promise<Readonly<Record<string, 'ran' | 'remembered'>>> {
    const said = await nx('run-many', '-t', 'test', '-p', '@voldgrav/reading,@voldgrav/alert,@voldgrav/strategy', '--outputStyle=static');
    // On a machine that says CI or FORCE_COLOR, Nx colours these words although nobody looks.
    const lines = [...stripVTControlCharacters(said).matchAll(/nx run @voldgrav\/(\w+):test(.*)/g)];
    return Object.fromEntries(lines.map(([, name = '', rest = '']) => [name, /cache/.test(rest) ? 'remembered' : 'ran']));
  }

  it('is run again when a lib it stands on has changed, and only then', async () => {
    expect(await tested()).toEqual({ reading: 'ran', alert: 'ran', strategy: 'ran' });
    expect(await tested()).toEqual({ reading: 'remembered', alert: 'remembered', strategy: 'remembered' });
    // strategy imports alert; reading does not.
    appendFileSync(join(clone, 'libs/alert/src/local-text.ts'), '// changed\n');
    expect(await tested()).toEqual({ reading: 'remembered', alert: 'ran', strategy: 'ran' });
  }, 120_000);

  it('is never a test with real parts', async () => {
    const targets = await Promise.all(
      projects()
        .filter(({ folder: where }) => where.startsWith('tests/'))
        .map(async ({ name }) => (JSON.parse(await nx('show', 'project', name, '--json')) as { targets: Record<string, { cache?: boolean }> }).targets),
    );
    const caching = targets.flatMap((each) => Object.values(each).map(({ cache }) => cache === true));
    expect(caching.length).toBeGreaterThan(0);
    expect(caching).not.toContain(true);
  }, 120_000);
});
