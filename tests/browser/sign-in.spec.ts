import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage, type OpenPage } from './open-page.ts';
import { type Product, startProduct } from './start-product.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const ARTIFACTS = new URL('artifacts/', import.meta.url).pathname;
const PASSWORD = 'en grå morgen i november';
const run = promisify(execFile);

/** Chromium itself tells of every answer that is not 2xx; those that a step provokes are not complaints. */
const unexpected = (complaints: readonly string[]) => complaints.filter((line) => !/status of (400|401|403|404)/.test(line));

describe('a town of one’s own gets its people', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-people-'));
  const environment = { TOWN_DIR: join(folder, 'town'), DATA_DIR: join(folder, 'data'), DEMO: 'none' };
  let product: Product;
  let opened: OpenPage;
  let page: Page;
  let key = '';

  const code = () => new TOTP({ secret: Secret.fromBase32(key) }).generate();
  const shot = (name: string) => page.screenshot({ path: `${ARTIFACTS}sign-in-${name}.png`, fullPage: true });
  const signedInAs = (text: string) => page.getByTestId('who').getByText(text).waitFor();
  const voldgrav = async (...words: readonly string[]) =>
    (await run(process.execPath, [join(ROOT, 'apps/cli/dist/main.js'), ...words], { env: { ...process.env, ...environment, PUBLIC_URL: product.url } })).stdout.trim();

  async function typePassword(name: string, password: string): Promise<void> {
    await page.getByLabel('Navn').fill(name);
    await page.getByLabel('Adgangskode', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Log ind' }).click();
  }

  beforeAll(async () => {
    mkdirSync(ARTIFACTS, { recursive: true });
    cpSync(join(ROOT, 'config/sample-town'), environment.TOWN_DIR, { recursive: true });
    await run('npx', ['nx', 'build', '@voldgrav/cli'], { cwd: ROOT, env: { ...process.env, NX_DAEMON: 'false', NODE_ENV: 'production' } });
    product = await startProduct(environment);
    opened = await openPage({ width: 1280, height: 800 });
    page = opened.page;
  });

  afterAll(async () => {
    await opened?.close();
    await product?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('lets a visitor look, and nothing more', async () => {
    await page.goto(product.url);
    await page.getByText('Kun visning').waitFor();
    await page.getByRole('link', { name: 'Log ind' }).click();
    await page.getByRole('heading', { name: 'Log ind' }).waitFor();
    expect(await page.evaluate('document.activeElement.name')).toBe('username');
    await shot('form');
  });

  it('turns the one-time link into the first administrator, who is signed in', async () => {
    await page.goto(product.signInUrl);
    await page.getByRole('heading', { name: 'Opret den første administrator' }).waitFor();
    await page.getByLabel('Navn').fill('Anna Holm');
    await page.getByLabel('Adgangskode', { exact: true }).fill('kodeord123456');
    await page.getByRole('button', { name: 'Opret' }).click();
    await page.getByText('gættes først').waitFor();
    await shot('first-administrator');
    await page.getByLabel('Adgangskode', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Opret' }).click();
    await page.getByRole('heading', { name: 'Anna Holm' }).waitFor();
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ name: '__Host-voldgrav', httpOnly: true, secure: true, sameSite: 'Lax' });
  });

  it('says that a used link does not work', async () => {
    const answer = await page.goto(product.signInUrl);
    expect(answer?.status()).toBe(401);
    await page.getByRole('heading', { name: 'Linket virker ikke' }).waitFor();
    await shot('used-link');
  });

  it('turns on the second step with a code from an app, and shows recovery codes once', async () => {
    await page.goto(`${product.url}/account`);
    await page.getByLabel('Nuværende adgangskode').first().fill(PASSWORD);
    await page.getByRole('button', { name: 'Slå til' }).click();
    await page.getByRole('img', { name: 'QR-kode med nøglen til appen' }).waitFor();
    key = (await page.getByTestId('totp-key').innerText()).replaceAll(' ', '');
    await shot('qr');
    await page.getByLabel('Skriv koden fra appen').fill(new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: Date.now() - 30_000 }));
    await page.getByRole('button', { name: 'Bekræft' }).click();
    await expect.poll(() => page.getByTestId('recovery-codes').locator('li').count()).toBe(10);
    await shot('recovery-codes');
    await page.getByRole('button', { name: 'Jeg har gemt dem' }).click();
    await page.getByText('Slået til. 10 genoprettelseskoder er tilbage.').waitFor();
    await page.setViewportSize({ width: 360, height: 780 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await shot('account-phone');
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('signs out, and in again with password and code', async () => {
    await page.goto(product.url);
    await signedInAs('Logget ind: Anna Holm · administrator');
    await shot('desk');
    await page.getByRole('button', { name: 'Log ud' }).click();
    await page.getByText('Kun visning').waitFor();
    await page.goto(`${product.url}/sign-in`);
    await typePassword('anna holm', 'en helt anden morgen');
    await page.getByText('Navn eller adgangskode er forkert.').waitFor();
    await typePassword('anna holm', PASSWORD);
    await page.getByLabel('Kode', { exact: true }).fill('000000');
    await page.getByRole('button', { name: 'Fortsæt' }).click();
    await page.getByText('Koden er forkert eller allerede brugt').waitFor();
    await shot('code');
    await page.getByLabel('Kode', { exact: true }).fill(code());
    await page.getByRole('button', { name: 'Fortsæt' }).click();
    await signedInAs('Anna Holm');
  });

  it('lets a viewer, added from the command line, in by link; who may look and not acknowledge', async () => {
    const link = await voldgrav('user', 'add', 'Bo Lind', '--role', 'viewer', '--organisation', 'ravnsvig-havn');
    expect(link).toMatch(new RegExp(`^${product.url}/sign-in#link=`));
    await page.goto(product.url);
    await page.getByRole('button', { name: 'Log ud' }).click();
    await page.getByText('Kun visning').waitFor();
    await page.goto(link);
    await page.getByRole('heading', { name: 'Vælg en adgangskode' }).waitFor();
    expect(await page.getByLabel('Navn').inputValue()).toBe('Bo Lind');
    await page.getByLabel('Adgangskode', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Gem adgangskoden' }).click();
    await page.getByRole('heading', { name: 'Bo Lind' }).waitFor();
    await page.goto(product.url);
    await signedInAs('Logget ind: Bo Lind · læseadgang');
    const status = await page.evaluate(`fetch('/api/v1/alerts/any/acknowledge', { method: 'POST' }).then((answer) => answer.status)`);
    expect(status).toBe(403);
  });

  it('shows within seconds that an account was closed', async () => {
    await voldgrav('user', 'close', 'Bo Lind', '--reason', 'has left');
    await page.getByText('Kun visning').waitFor({ timeout: 60_000 });
  });

  it('had nothing to complain about', () => {
    expect(unexpected(opened.complaints)).toEqual([]);
  });

  it('reads in English and by day', async () => {
    await page.goto(`${product.url}/sign-in?lang=en&theme=day`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await shot('english-day');
  });
});

describe('a town that is closed to strangers', () => {
  it('sends them to sign in', async () => {
    const product = await startProduct({ DEMO: 'none', OPEN_VIEW: 'false' });
    const opened = await openPage({ width: 1280, height: 800 });
    try {
      await opened.page.goto(product.url);
      await opened.page.getByRole('heading', { name: 'Log ind' }).waitFor();
      expect(new URL(opened.page.url()).pathname).toBe('/sign-in');
      await opened.page.goto(product.signInUrl);
      await opened.page.getByTestId('who').getByText('Logget ind: Vagthavende · vagtleder').waitFor();
    } finally {
      await opened.close();
      await product.stop();
    }
  });
});
