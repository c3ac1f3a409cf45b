import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Clone, cloneOfHead, pressCtrlC, processesIn, said } from './clone.ts';
import { readmeCommands } from './readme-commands.ts';

const ADDRESS = /Voldgrav: (http\S+) {2}·.*(http\S+\/sign-in\?token=\S+)/;
/** Vite colours the port. */
// eslint-disable-next-line no-control-regex
const PAGE = /Local(?:\u001b\[\d+m|[^h\n])*(http:\/\/127\.0\.0\.1:)(?:\u001b\[\d+m)*(\d+)/;

describe('the README on a fresh clone', () => {
  let clone: Clone;
  let readme: string;
  const read = (path: string): string => readFileSync(join(clone.folder, path), 'utf8');
  /** Changes a file of the clone as an editor does; the words must be there. */
  const change = (path: string, from: string, to: string): void => {
    expect(read(path)).toContain(from);
    writeFileSync(join(clone.folder, path), read(path).replace(from, to));
  };

  beforeAll(async () => {
    clone = await cloneOfHead();
    readme = read('README.md');
  });
  afterAll(() => clone.remove());

  it('has, as its first two commands, how to see it and how to test it', () => {
    expect(readmeCommands(readme).slice(0, 2)).toEqual(['npm ci && npm start', 'npm test']);
  });

  it('serves the page by the first of them, as written there, and ends with Ctrl-C', async () => {
    const product = clone.run(readmeCommands(readme)[0] ?? '');
    const [, address = ''] = await said(product, ADDRESS);
    const page = await fetch(address);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('<div id="app">');
    const [, script = ''] = /<script[^>]* src="([^"]+)"/.exec(html) ?? [];
    expect((await fetch(new URL(script, address))).headers.get('content-type')).toMatch(/javascript/);
    expect(await (await fetch(`${address}/api/v1/town`)).json()).toMatchObject({ name: 'Ravnsvig Kommune', demo: 'storm' });
    await pressCtrlC(product);
    await expect(fetch(address)).rejects.toThrow();
    expect(processesIn(clone.folder)).toEqual([]);
  });

  it('leaves the clone as git knows it', () => {
    expect(execFileSync('git', ['status', '--porcelain'], { cwd: clone.folder, encoding: 'utf8' })).toBe('');
  });

  it('names every command that its text shows', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/npm (?:run )?(start|test|[a-z]+(?=`))/g)].map(([, name = '']) => name).filter((name) => name !== 'ci');
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
    const links = [...readme.matchAll(/\]\((?!http)([^)#]+)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(4);
    for (const link of links) expect(() => execFileSync('git', ['ls-files', '--error-unmatch', link], { cwd: clone.folder, stdio: 'pipe' }), link).not.toThrow();
  });

  it('can be worked on: the server and the page follow each change, and Ctrl-C leaves nothing behind', async () => {
    const watching = clone.run('npm run dev');
    const [[, address = ''], [, start = '', port = '']] = await Promise.all([said(watching, ADDRESS), said(watching, PAGE)]);
    const soon = { timeout: 30_000, interval: 200 };
    const health = async () => (await fetch(`${address}/health/live`).catch(() => undefined))?.text();
    await expect.poll(health, soon).toBe('{"status":"up"}');
    // Twice: a watcher that loses its file on the first rebuild follows only once.
    for (const word of ['changed', 'changed again']) {
      change('apps/server/src/http/health.controller.ts', "return { status: 'up' }", `return { status: 'up' as const, word: '${word}' }`);
      await expect.poll(health, soon).toBe(`{"status":"up","word":"${word}"}`);
      change('apps/server/src/http/health.controller.ts', `return { status: 'up' as const, word: '${word}' }`, "return { status: 'up' }");
      await expect.poll(health, soon).toBe('{"status":"up"}');
    }
    const page = `${start}${port}`;
    expect(await (await fetch(`${page}/health/live`)).text()).toBe('{"status":"up"}');
    const told = await updates(page);
    change('apps/dashboard/src/App.vue', '<template>', '<template><!-- changed -->');
    await expect.poll(() => told.join(''), soon).toContain('/src/App.vue');
    await pressCtrlC(watching);
    await expect(fetch(address)).rejects.toThrow();
    await expect.poll(() => processesIn(clone.folder), soon).toEqual([]);
  });
});

/** Opens the page as a browser does and gathers what Vite tells it of changed modules. */
async function updates(page: string): Promise<readonly string[]> {
  const client = await (await fetch(`${page}/@vite/client`)).text();
  const [, token = ''] = /wsToken = "([^"]+)"/.exec(client) ?? [];
  for (const path of ['/', '/src/main.ts', '/src/App.vue']) await (await fetch(`${page}${path}`)).text();
  const told: string[] = [];
  const socket = new WebSocket(`${page.replace('http', 'ws')}/?token=${token}`, 'vite-hmr');
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  socket.on('message', (data: Buffer) => {
    const message = data.toString('utf8');
    if (message.includes('"update"')) told.push(message);
  });
  return told;
}
