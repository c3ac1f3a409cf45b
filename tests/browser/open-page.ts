import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** A page in real Chromium that remembers what went wrong in it. */
export interface OpenPage {
  readonly page: Page;
  /** Errors of the console and of scripts, and requests to anyone but our own server. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

export async function openPage(size: { readonly width: number; readonly height: number }, theme: 'dark' | 'light' = 'dark'): Promise<OpenPage> {
  const browser: Browser = await chromium.launch({ executablePath: chromiumPath(), args: ARGUMENTS });
  const page = await browser.newPage({ viewport: size, colorScheme: theme, locale: 'da-DK', timezoneId: 'America/St_Johns' });
  // A picture takes Chromium half a minute where a whole test run shares two cores and nothing draws but the processor.
  page.setDefaultTimeout(120_000);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (hostname !== '127.0.0.1' && protocol.startsWith('http')) complaints.push(`asked ${hostname}`);
  });
  return { page, complaints, close: () => browser.close() };
}

function chromiumPath(): string {
  const found = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'chromium')).find(existsSync);
  if (found === undefined) throw new Error('chromium is not on the PATH; "npm test" installs it, or install Debian’s package chromium.');
  return found;
}
