import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '@voldgrav/hydrology';
import { encodeTheThingsStack, type ObservationsAnswer, theThingsTopic } from '@voldgrav/wire';
import { connectAsync } from 'mqtt';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mosquittoPub } from './mosquitto-pub.ts';
import { openPage, type OpenPage } from './open-page.ts';
import { type Product, startProduct } from './start-product.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const ARTIFACTS = new URL('artifacts/', import.meta.url).pathname;
const MANY = 10_000;
const DEVICE = `
  - id: ravnsvig/viadukten
    sensor: l-viadukten
    script: codecs/depth.js
    values:
      depth_cm: { quantity: level_m, factor: 0.01, offset: 0.35 }
`;
const BROKEN = 'function decodeUplink(input) { return { data: { depth_cm: input.octets[0] * 256 + input.octets[1] } }; }\n';
const UPLINK = { applicationId: 'ravnsvig', deviceId: 'viadukten', devEui: '0000000000000008', frameCount: 1, port: 1 };

/** Chromium itself tells of every answer that is not 2xx; the refused town is one that a step provokes. */
const unexpected = (complaints: readonly string[]) => complaints.filter((line) => !/status of (401|422)/.test(line));

describe('the Drift view of a town whose codec is broken', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-drift-'));
  const town = join(folder, 'town');
  let product: Product;
  let opened: OpenPage;
  let page: Page;

  const shot = (name: string) => page.screenshot({ path: `${ARTIFACTS}drift-${name}.png`, fullPage: true });
  const uplink = (secondsAgo: number, depthCm: number) =>
    mosquittoPub(product, theThingsTopic(UPLINK), encodeTheThingsStack({ ...UPLINK, time: instant(Date.now() - secondsAgo * 1_000), bytes: Uint8Array.from([0, depthCm]) }));
  const ask = async <Answer>(path: string) => (await (await fetch(`${product.url}/api/v1/${path}`)).json()) as Answer;
  const count = (name: string) => page.getByTestId(name).getAttribute('data-count');

  beforeAll(async () => {
    mkdirSync(ARTIFACTS, { recursive: true });
    cpSync(join(ROOT, 'config/sample-town'), town, { recursive: true });
    mkdirSync(join(town, 'codecs'));
    writeFileSync(join(town, 'codecs/depth.js'), BROKEN);
    appendFileSync(join(town, 'sources.yaml'), DEVICE);
    product = await startProduct({ TOWN_DIR: town, DEMO: 'none' });
    opened = await openPage({ width: 1440, height: 900 });
    page = opened.page;
  });
  afterAll(async () => {
    await opened?.close();
    await product?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('opens from the foot of the desk, and says that all is well while it is', async () => {
    await page.goto(product.url);
    await page.getByTestId('show-operations').click();
    await page.getByText('Alt er vel: alt, hvad der er kommet ind, kunne læses.').waitFor();
    await page.getByText('Alt er vel: ingen målinger er i tvivl.').waitFor();
    expect(new URL(page.url()).searchParams.get('view')).toBe('drift');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H2');
    expect(await page.getByTestId('open-decode-again').isDisabled()).toBe(true);
    await shot('empty');
    await page.goBack();
    await page.getByTestId('basin-b-aadalen').waitFor();
    await page.goForward();
    await page.getByTestId('drift').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('basin-b-aadalen').waitFor();
  });

  it('lists what could not be read, with its bytes, and what is doubted, with the reason', async () => {
    // The first account is the administrator, who may mend.
    await page.goto(product.signInUrl);
    await page.getByLabel('Navn').fill('Anna Holm');
    await page.getByLabel('Adgangskode', { exact: true }).fill('en grå morgen i november');
    await page.getByRole('button', { name: 'Opret' }).click();
    await page.getByRole('heading', { name: 'Anna Holm' }).waitFor();
    for (const ago of [200, 140, 80]) await uplink(ago, 177);
    await mosquittoPub(product, 'sensors/l-aadalen/json', 'not json');
    await mosquittoPub(product, 'sensors/nobody/json', '{"level_m": 1}');
    await mosquittoPub(product, 'sensors/l-aadalen/json', `{"time":"${new Date().toISOString()}","level_m": 999}`);
    await mosquittoPub(product, 'sensors/l-kildedal/json', '{"level_m": 2.4}');
    await mosquittoPub(product, 'sensors/r-01/json', `{"time":"${new Date().toISOString()}","rain_mm": 0.2}`);
    await page.goto(`${product.url}/?view=drift`);
    await expect.poll(() => count('unread-codec-failed'), { timeout: 20_000 }).toBe('3');
    expect(await count('unread-not-json')).toBe('1');
    expect(await count('doubt-l-aadalen-gross-range')).toBe('1');
    // By keyboard: from the list's last filter into its first group, and open.
    await page.getByLabel('Grund').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.getByTestId('unread').locator('li').first().locator('details').getAttribute('open')).toBe('');
    await page.getByTestId('unread-codec-failed').locator('summary').click();
    await page.getByTestId('unread-codec-failed').getByText('"frm_payload":"ALE="').waitFor();
    await page.getByTestId('doubt-l-aadalen-gross-range').locator('summary').click();
    await page.getByTestId('doubt-l-aadalen-gross-range').getByRole('cell', { name: '999', exact: true }).waitFor();
    await shot('night');
    await page.getByTestId('unread-codec-failed').getByRole('link').click();
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('sensor-l-viadukten');
    expect(await page.getByTestId('sensor-l-viadukten').getAttribute('data-health')).toBe('silent');
  });

  it('narrows to a reason and to a part of a topic', async () => {
    await page.getByLabel('Grund').selectOption('not-json');
    await expect.poll(() => page.getByTestId('unread-codec-failed').count()).toBe(0);
    await page.getByLabel('Grund').selectOption('');
    await page.getByLabel('Søg i emner').fill('NOBODY');
    await expect.poll(() => page.getByTestId('unread').locator('details').count()).toBe(1);
    await page.getByLabel('Søg i emner').fill('');
    await page.getByTestId('unread-codec-failed').waitFor();
  });

  it('refuses a faulty town with all its faults, and changes nothing', async () => {
    writeFileSync(join(town, 'codecs/depth.js'), BROKEN.replaceAll('octets', 'bytes'));
    const rules = readFileSync(join(town, 'rules.yaml'), 'utf8');
    writeFileSync(join(town, 'rules.yaml'), rules.replace('set_point: 2.05', 'set_point: high').replace('deadband: 0.05', 'deadband: wide'));
    await page.getByTestId('open-decode-again').click();
    await page.getByLabel('Hvorfor?').fill('Afkoderen læste det forkerte felt.');
    await page.getByTestId('decode-again').getByRole('button', { name: 'Afkod igen' }).click();
    await expect.poll(() => page.getByTestId('decode-again-result').getAttribute('data-state')).toBe('refused');
    expect(await page.getByTestId('decode-again-result').getByText(/^rules\.yaml:\d+: /).count()).toBe(2);
    await shot('refused');
    writeFileSync(join(town, 'rules.yaml'), rules);
  });

  it('decodes again with one click: the list shrinks, the values are there once, and no alert comes up', async () => {
    await page.getByTestId('decode-again').getByRole('button', { name: 'Afkod igen' }).click();
    await page.getByText('Færdig: 3 af 5 beskeder kan nu læses, 3 målinger er kommet til.').waitFor();
    await page.getByText('2 beskeder kan stadig ikke læses:').waitFor();
    await shot('mended');
    await page.getByTestId('decode-again').getByRole('button', { name: 'Luk' }).click();
    await expect.poll(() => page.getByTestId('unread-codec-failed').count()).toBe(0);
    expect(await count('unread-not-json')).toBe('1');
    expect((await ask<ObservationsAnswer>('sensors/l-viadukten/observations')).buckets.map(({ last }) => last)).toEqual([2.12, 2.12, 2.12]);
    await expect.poll(() => page.getByTestId('sensor-l-viadukten').innerText()).toContain('2,120 m');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await ask<object>('alerts')).toEqual({ alerts: [] });
  });

  it('reads in English by day, and on a phone', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Switch between day and night theme' }).click();
    await page.getByRole('heading', { name: 'Could not be read' }).waitFor();
    await page.getByTestId('doubt-l-kildedal-clock').locator('summary').click();
    await page.getByText('no time of its own').waitFor();
    await shot('english-day');
    await page.setViewportSize({ width: 360, height: 780 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await shot('phone');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: 'Dansk' }).click();
  });

  it(`leafs through ${MANY} topics that nobody knows`, async () => {
    const client = await connectAsync(`mqtt://127.0.0.1:${product.mqttPort}`, { ...product.account, protocolVersion: 4, reconnectPeriod: 0 });
    for (let sent = 0; sent < MANY; sent += 500) {
      await Promise.all(Array.from({ length: 500 }, (_, index) => client.publishAsync(`sensors/unknown-${sent + index}/json`, '{"level_m": 1}', { qos: 1 })));
    }
    await client.endAsync();
    const list = page.getByTestId('unread');
    await list.getByText('1–25 af 10.002').waitFor({ timeout: 30_000 });
    expect(await list.locator('details').count()).toBe(25);
    await list.getByRole('button', { name: 'Næste' }).click();
    await list.getByText('26–50 af 10.002').waitFor();
    await page.getByLabel('Søg i emner').fill('unknown-9999/');
    await expect.poll(() => list.locator('details').count()).toBe(1);
    await shot('many');
  });

  it('had nothing to complain about', () => {
    expect(unexpected(opened.complaints)).toEqual([]);
  });
});
