import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage, type OpenPage } from './open-page.ts';
import { type Product, startProduct } from './start-product.ts';

const ARTIFACTS = new URL('artifacts/', import.meta.url).pathname;
const HOUR = 3_600_000;

/** What an operator types, in the town's time. */
const typed = (at: number): string => {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen', dateStyle: 'short', timeStyle: 'short' }).format(at);
  return parts.replace(' ', 'T');
};

describe('what is coming, on the screen', () => {
  let product: Product;
  let opened: OpenPage;

  beforeAll(async () => {
    mkdirSync(ARTIFACTS, { recursive: true });
    product = await startProduct({ DEMO: 'none' });
    opened = await openPage({ width: 1_440, height: 900 });
    await opened.page.goto(product.signInUrl);
    await opened.page.getByTestId('ask-coming').waitFor();
  });
  afterAll(async () => {
    await opened?.close();
    await product?.stop();
  });

  it('an operator types a warning, and everyone sees the level of the plan and its preparation', async () => {
    const { page } = opened;
    await page.getByTestId('ask-coming').click();
    const form = page.getByTestId('warning-form');
    await form.locator('[name=about]').selectOption('cloudburst');
    await form.locator('[name=category]').selectOption('2');
    await form.locator('[name=onset]').fill(typed(Date.now() + HOUR));
    await form.locator('[name=expires]').fill(typed(Date.now() + 5 * HOUR));
    await form.locator('button').click();
    await page.getByText('Varslet er registreret.').waitFor();
    await page.getByTestId('preparation').waitFor();
    expect(await page.getByTestId('coming').textContent()).toContain('Forberedelse: Stabsberedskab');
    expect(await page.getByTestId('preparation').locator('li').count()).toBe(2);
    await page.screenshot({ path: `${ARTIFACTS}coming.png` });
    await page.keyboard.press('Escape');
    const strip = page.getByTestId('warned');
    expect(await strip.getAttribute('data-category')).toBe('2');
    expect(await strip.textContent()).toContain('Skybrud: Kategori 2, farligt vejr');
    expect(await strip.textContent()).toContain('Beredskabstrin: Stabsberedskab');
  });

  it('a forecast that came in is shown with its source and issue, and that nothing has been held against it yet', async () => {
    const { page } = opened;
    const iso = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const forecast = { source: 'Radar', issuedAt: iso(-1), catchment: 'aadalen', steps: [{ from: iso(0), to: iso(60), mm: 6.4, lowMm: 2, highMm: 12 }] };
    const status = await page.evaluate(async (body) => (await fetch('/api/v1/forecasts', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status, JSON.stringify(forecast));
    expect(status).toBe(204);
    await page.goto(`${product.url}/?basin=b-aadalen&lang=en`);
    await page.getByTestId('ask-coming').click();
    const table = page.getByTestId('forecast').first();
    await table.waitFor();
    expect(await table.textContent()).toMatch(/forecast: Radar, issued .*6\.4.*2\.0–12\.0/s);
    expect(await page.getByTestId('coming').textContent()).toContain('Not yet held against anything that was measured.');
    expect(await page.getByTestId('coming').textContent()).toContain('Category 2, dangerous weather');
    await page.screenshot({ path: `${ARTIFACTS}coming-en.png` });
  });
});
