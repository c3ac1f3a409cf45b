import { mkdirSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mosquittoPub } from './mosquitto-pub.ts';
import { openPage, type OpenPage } from './open-page.ts';
import { type Product, startProduct } from './start-product.ts';

const ARTIFACTS = new URL('artifacts/', import.meta.url).pathname;
const MINUTE = 60_000;
const PATIENCE = { timeout: 2 * MINUTE };

/** Somebody begins a step where the board says that it must be begun. */
describe('a step at the board', () => {
  let product: Product;
  let opened: OpenPage;
  let page: Page;
  let row: Locator;
  let button: Locator;
  let teller: NodeJS.Timeout;
  let level = 1.3;

  const iso = (minutes: number): string => new Date(Date.now() + minutes * MINUTE).toISOString();
  const says = (sensor: string, ...words: readonly object[]) => mosquittoPub(product, `sensors/${sensor}/json`, ...words.map((word) => JSON.stringify(word)));
  /** Rain goes on over Ådalen, and its basin rises by 2 cm a minute: full in less time than the mobile pump needs. */
  async function now(): Promise<void> {
    level = Math.min(1.9, level + 0.005);
    const time = iso(0);
    await says('l-aadalen', { time, level_m: level });
    for (const gauge of ['r-03', 'r-04']) await says(gauge, { time, rain_mm: 0.2 });
    for (const gauge of ['r-01', 'r-02']) await says(gauge, { time, rain_mm: 0 });
    await says('l-aadalsvej', { time, level_m: 1.3 });
    await says('l-aabroen', { time, level_m: 0.7 });
  }

  beforeAll(async () => {
    mkdirSync(ARTIFACTS, { recursive: true });
    product = await startProduct({ DEMO: 'none', OPEN_VIEW: 'true' });
    const minutes = Array.from({ length: 20 }, (_, index) => index - 20);
    for (const gauge of ['r-03', 'r-04']) await says(gauge, ...minutes.map((minute) => ({ time: iso(minute), rain_mm: 0.75 })));
    await says('l-aadalen', ...minutes.map((minute) => ({ time: iso(minute), level_m: Number((1.3 + 0.02 * (minute + 20)).toFixed(3)) })));
    level = 1.7;
    await now();
    teller = setInterval(() => void now().catch(() => undefined), 15_000);
    opened = await openPage({ width: 1_440, height: 900 });
    page = opened.page;
    row = page.locator('li', { has: page.getByTestId('catchment-aadalen') });
    button = row.locator('[data-testid^="step-"][data-begun="false"]');
    await page.goto(product.url);
    await button.waitFor();
  });

  afterAll(async () => {
    clearInterval(teller);
    await opened?.close();
    await product?.stop();
  });

  it('is told whole, at each width of a desk and on a phone', async () => {
    for (const [width, height] of [[1_440, 900], [1_280, 800], [360, 780]] as const) {
      await page.setViewportSize({ width, height });
      await expect.poll(() => row.locator('.step').first().innerText(), PATIENCE).toMatch(/^(senest|for sent siden) \d\d[.:]\d\d: .+\s+Begynd$/);
      const cut = await page.evaluate(`[...document.querySelectorAll('.board .say, .board .step span, .board .top')]
        .filter(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) => scrollWidth > clientWidth || scrollHeight > clientHeight + 1)
        .map(({ textContent }) => textContent)`);
      expect(cut, `${width} px`).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await row.scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${ARTIFACTS}steps-${width}.png` });
    }
    await page.setViewportSize({ width: 1_440, height: 900 });
  });

  it('is begun by nobody who has not signed in, and that is said', async () => {
    await button.click();
    await row.getByText('Log ind for at begynde.').waitFor();
  });

  it('is begun with the keyboard by whoever is on duty: its clock stops and the pump is in use; and ended again', async () => {
    await page.goto(product.signInUrl);
    await button.waitFor();
    const what = (await button.getAttribute('aria-label'))?.replace('Begynd: ', '');
    const begun = row.locator('[data-testid^="step-"][data-begun="true"]');
    await page.getByTestId('catchment-aadalen').focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Begynd');
    await page.keyboard.press('Enter');
    await begun.waitFor();
    expect((await row.locator('.step.begun').first().innerText()).replace(/\d\d[.:]\d\d/, 'kl.').split('\n')).toEqual([`i gang siden kl.: ${what}`, 'Afslut']);
    const { resources } = (await (await fetch(`${product.url}/api/v1/resources`)).json()) as { resources: { name: { da: string }; inUse: object[] }[] };
    expect(resources.find(({ name }) => name.da === what)?.inUse).toHaveLength(1);
    await page.screenshot({ path: `${ARTIFACTS}steps-begun.png` });
    await begun.first().click();
    await expect.poll(() => begun.count(), PATIENCE).toBe(0);
  });

  it('had nothing to complain about but the refusal', () => {
    expect(opened.complaints.filter((complaint) => !complaint.includes('401'))).toEqual([]);
  });
});
