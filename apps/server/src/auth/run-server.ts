import 'reflect-metadata';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSettings, readTown } from '@voldgrav/installation';
import { type House, openHouse } from '../house.ts';
import { createWebApp } from '../http/web-app.ts';

const SAMPLE_TOWN = fileURLToPath(new URL('../../../../config/sample-town', import.meta.url));

/** The real server over the sample town without rain, on a free port and in a folder of its own: for specs. */
export interface RunningServer {
  readonly house: House;
  readonly url: string;
  readonly port: number;
  /** What the log was told. */
  readonly told: readonly string[];
  /** Every route it has, as "METHOD /route". */
  readonly doors: readonly string[];
  readonly stop: () => Promise<void>;
}

/** `environment` adds to the settings or changes them. The pages are two lines of HTML, so that nothing needs to be built. */
export async function runServer(environment: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-server-'));
  const townDir = join(folder, 'town');
  cpSync(SAMPLE_TOWN, townDir, { recursive: true });
  const pages = join(folder, 'pages');
  mkdirSync(pages);
  for (const page of ['index', 'account']) writeFileSync(join(pages, `${page}.html`), `<!doctype html><title>${page}</title>`);
  const read = readSettings({ PORT: '0', MQTT_PORT: '0', DATA_DIR: join(folder, 'data'), TOWN_DIR: townDir, ...environment }, [], SAMPLE_TOWN);
  const town = await readTown(townDir);
  if (!read.ok || !town.ok) throw new Error('the sample town or the settings of the spec are at fault');
  const told: string[] = [];
  const doors: string[] = [];
  const house = await openHouse(read.settings, town, (line) => told.push(line));
  const app = await createWebApp(house, pages, (door) => doors.push(door));
  await app.init();
  await app.getHttpAdapter().getInstance().listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    house, port, told, doors,
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await app.close();
      await house.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
