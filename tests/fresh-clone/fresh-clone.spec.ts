import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readmeCommands } from './readme-commands.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ADDRESS = /Voldgrav: (http\S+) {2}·.*(http\S+\/sign-in\?token=\S+)/;

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

/** What a user's shell has, without what the test runner and npm put there. */
const shell = () => Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_ENV' && !/^(VITEST|npm_|NX_)/.test(name)));

describe('the README on a fresh clone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-clone-'));
  const clone = join(folder, 'voldgrav');
  let commands: readonly string[];
  let product: ChildProcess | undefined;

  beforeAll(() => {
    execFileSync('git', ['clone', '--quiet', '--no-hardlinks', ROOT, clone]);
    commands = readmeCommands(readFileSync(join(clone, 'README.md'), 'utf8'));
  });

  afterAll(async () => {
    if (product?.pid !== undefined && product.exitCode === null && product.signalCode === null) {
      process.kill(-product.pid, 'SIGKILL');
      await once(product, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('has, as its first two commands, how to see it and how to test it', () => {
    expect(commands.slice(0, 2)).toEqual(['npm ci && npm start', 'npm test']);
  });

  it('serves the page by the first of them, as written there, and ends with Ctrl-C', async () => {
    const environment = { ...shell(), PORT: await freePort(), MQTT_PORT: await freePort() };
    const started = spawn('sh', ['-c', commands[0] ?? ''], { cwd: clone, env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    product = started;
    const [, address = ''] = await said(started, ADDRESS);
    const page = await fetch(address);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<div id="app">');
    expect(await (await fetch(`${address}/api/v1/town`)).json()).toMatchObject({ name: 'Ravnsvig Kommune', demo: 'storm' });
    const ended = once(started, 'exit');
    process.kill(-(started.pid ?? 0), 'SIGINT');
    await ended;
    await expect(fetch(address)).rejects.toThrow();
  });

  it('leaves the clone as git knows it', () => {
    expect(execFileSync('git', ['status', '--porcelain'], { cwd: clone, encoding: 'utf8' })).toBe('');
  });

  it('names every command that its text shows', () => {
    const { scripts } = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    const readme = readFileSync(join(clone, 'README.md'), 'utf8');
    const named = [...readme.matchAll(/npm (?:run )?(start|test|[a-z]+(?=`))/g)].map(([, name = '']) => name).filter((name) => name !== 'ci');
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
    const links = [...readme.matchAll(/\]\((?!http)([^)#]+)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(4);
    for (const link of links) expect(() => execFileSync('git', ['ls-files', '--error-unmatch', link], { cwd: clone, stdio: 'pipe' }), link).not.toThrow();
  });
});

/** Waits until the process has printed what matches; fails with all that it said when it ends before that. */
function said(child: ChildProcess, wanted: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = '';
    const listen = (chunk: Buffer): void => {
      text += chunk.toString('utf8');
      const found = wanted.exec(text);
      if (found !== null) resolve(found);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code) => reject(new Error(`the README's command ended with ${code}:\n${text}`)));
  });
}
