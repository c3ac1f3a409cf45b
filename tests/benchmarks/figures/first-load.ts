import { get } from 'node:http';
import type { Figure } from '../figure.ts';
import { startServer } from '../parts/built-server.ts';
import { openPage } from '@voldgrav/test-browser/open-page';

const FONTS = /\.(woff2?|ttf)$/;
const SETTLED_MS = 1_500;

export const firstLoad: Figure = {
  name: 'first-load',
  title: 'What the first load asks for',
  meaning: `Real Chromium opens \`/\` with an empty cache. Every file of ours that it asks for (not the API, not the live feed) is then fetched as a browser
that takes gzip gets it, and its bytes on the wire are counted, fonts included. kB are 1,000 bytes.`,
  measures: [
    { name: 'all files', unit: 'kB', goal: { atMost: 350 } },
    { name: 'fonts among them', unit: 'kB' },
    { name: 'files', unit: '' },
  ],
  runs: { full: 1, quick: 1 },
  async run({ later }) {
    const server = await startServer({ later });
    const { page, close } = await openPage({ width: 1_440, height: 900 });
    later(close);
    const asked = new Set<string>();
    page.on('request', (request) => asked.add(request.url()));
    await page.goto(server.url, { waitUntil: 'load' });
    await page.waitForTimeout(SETTLED_MS);
    const files = [...asked].filter((url) => url.startsWith(server.url) && !new URL(url).pathname.startsWith('/api/'));
    const sizes = await Promise.all(files.map(async (url) => ({ url, bytes: await bytesOnTheWire(url) })));
    const kilobytes = (of: typeof sizes): number => of.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
    return { 'all files': kilobytes(sizes), 'fonts among them': kilobytes(sizes.filter(({ url }) => FONTS.test(url))), files: files.length };
  },
};

/** The body as it is sent to someone who takes gzip; `fetch` would unpack it. */
function bytesOnTheWire(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => (response.statusCode === 200 ? resolve(bytes) : reject(new Error(`${url} answers ${response.statusCode}`))));
    }).on('error', reject);
  });
}
