import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage, type OpenPage } from './open-page.ts';
import { type Product, startProduct } from './start-product.ts';

const ARTIFACTS = new URL('artifacts/', import.meta.url).pathname;

describe('the duty log, on the screen', () => {
  let product: Product;
  let opened: OpenPage;

  beforeAll(async () => {
    mkdirSync(ARTIFACTS, { recursive: true });
    product = await startProduct({ DEMO: 'none' });
    opened = await openPage({ width: 1_280, height: 800 });
    await opened.page.goto(product.signInUrl);
    await opened.page.getByTestId('ask-log').waitFor();
  });
  afterAll(async () => {
    await opened?.close();
    await product?.stop();
  });

  it('is written in by keyboard alone, and read by others in their language', async () => {
    const { page } = opened;
    await page.getByTestId('ask-log').focus();
    await page.keyboard.press('Enter');
    await page.getByText('Der står ikke noget i journalen endnu.').waitFor();
    await page.locator('#duty-note').focus();
    await page.keyboard.type('Ringet til forsyningen: pumpe 2 kører ikke. <b>');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Notatet står i journalen.').waitFor();
    const note = page.getByTestId('duty-note');
    await note.waitFor();
    expect(await note.textContent()).toContain('Ringet til forsyningen: pumpe 2 kører ikke. <b>');
    expect(await page.locator('#duty-note').inputValue()).toBe('');
    await page.screenshot({ path: `${ARTIFACTS}duty-log.png` });
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByTestId('duty-log').count()).toBe(0);

    const visitor = await openPage({ width: 420, height: 800 });
    await visitor.page.goto(`${product.url}/?lang=en`);
    await visitor.page.getByTestId('ask-log').click();
    await visitor.page.getByTestId('duty-note').waitFor();
    expect(await visitor.page.getByTestId('duty-log').textContent()).toContain('Only operators and duty leaders can write.');
    await visitor.page.screenshot({ path: `${ARTIFACTS}duty-log-phone.png` });
    await visitor.close();
  });
});
