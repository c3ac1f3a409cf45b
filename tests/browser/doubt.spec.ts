import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mosquittoPub } from './mosquitto-pub.ts';
import { openPage, type OpenPage } from './open-page.ts';
import { type Product, startProduct } from './start-product.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const ARTIFACTS = new URL('artifacts/', import.meta.url).pathname;
const MINUTE = 60_000;

/** What a check says, as a person on watch sees it: on the chart, on the alert, and at the foot of the screen. */
describe('doubt on the screen', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-doubt-'));
  let product: Product;
  let opened: OpenPage;

  beforeAll(async () => {
    mkdirSync(ARTIFACTS, { recursive: true });
    const town = join(folder, 'town');
    cpSync(join(ROOT, 'config/sample-town'), town, { recursive: true });
    const overdue = `    maintenance:\n      - { from: ${iso(-60)}, until: ${iso(-30)}, reason: renset }\n`;
    const sensors = readFileSync(join(town, 'sensors.yaml'), 'utf8');
    writeFileSync(join(town, 'sensors.yaml'), sensors.replace(/( {2}- id: l-kildedal\n)/, `$1${overdue}`));
    product = await startProduct({ TOWN_DIR: town, DEMO: 'none', OPEN_VIEW: 'true' });
    opened = await openPage({ width: 1_440, height: 900 });
    await opened.page.goto(`${product.url}/?basin=b-aadalen`);
  });

  afterAll(async () => {
    await opened.close();
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const iso = (minutes: number): string => new Date(Date.now() + minutes * MINUTE).toISOString();
  /** Levels are of moments before this one, so that a slow machine moves none of them past another. */
  let told: number | undefined;
  const says = (minutesAgo: number, level: number) => {
    told ??= Date.now();
    return mosquittoPub(product, 'sensors/l-aadalen/json', JSON.stringify({ time: new Date(told - minutesAgo * MINUTE).toISOString(), level_m: level }));
  };
  const suspects = async () => Number(await opened.page.getByTestId('storm-chart').getAttribute('data-suspect'));

  it('an overdue maintenance window is told though its sensor is silent', async () => {
    const text = await opened.page.getByTestId('maintenance-overrun').textContent();
    expect(text).toMatch(/^▲ Vedligehold skulle være slut kl\. \d\d[.:]\d\d: .+ \(renset\)$/);
  });

  it('a surge raises its alert, and both the alert and the chart say that it is doubted', async () => {
    for (const [minutesAgo, level] of [[3, 0.7], [2.5, 0.7], [2, 2.05], [1.5, 2.05], [1, 2.06]] as const) await says(minutesAgo, level);
    const card = opened.page.getByTestId('alert-aadalen-near-crest');
    await card.waitFor();
    if ((await card.getByTestId('doubts').count()) === 0) await card.locator('.head').click();
    expect(await card.getByTestId('doubts').textContent()).toBe('▲ Tvivl om målingen, der udløste den: ændrer sig for hurtigt');
    await expect.poll(suspects, { timeout: 30_000 }).toBe(1);
    await opened.page.screenshot({ path: `${ARTIFACTS}doubt.png` });
  });

  it('doubtful rain is marked, and the chart names the check and what it found', async () => {
    // Without a time of its own.
    await mosquittoPub(product, 'sensors/r-03/json', JSON.stringify({ rain_mm: 0.4 }));
    const chart = opened.page.getByTestId('storm-chart');
    await expect.poll(async () => Number(await chart.getAttribute('data-suspect-rain')), { timeout: 30_000 }).toBe(1);
    const canvas = chart.locator('.canvas');
    const said = async (): Promise<string> => {
      const box = await canvas.boundingBox();
      if (box === null) return '';
      // The newest step lies at the right end.
      for (let back = 20; back < 90; back += 5) {
        await opened.page.mouse.move(box.x + box.width - back, box.y + 60);
        const text = (await canvas.textContent()) ?? '';
        if (text.includes('Engvænget')) return text;
      }
      return '';
    };
    await expect.poll(said, { timeout: 30_000 }).toContain('▲ Ådalen, Engvænget: tidspunktet kan ikke passe (uden eget tidspunkt: ankomsttiden er sat i stedet)');
    await opened.page.screenshot({ path: `${ARTIFACTS}doubt-rain.png` });
  });

  it('what turns out to be a spike goes from the chart, and the alert says so', async () => {
    await says(1.75, 0.7);
    const doubts = () => opened.page.getByTestId('doubts').first().textContent();
    await expect.poll(doubts, { timeout: 30_000 }).toBe('▲ Tvivl om målingen, der udløste den: enkeltstående udsving, ændrer sig for hurtigt');
    // The spike and the late value that stands alone between two high ones are gone; the step after it is doubted.
    await expect.poll(suspects, { timeout: 30_000 }).toBe(1);
    expect(opened.complaints).toEqual([]);
  });
});
