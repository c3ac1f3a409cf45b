import 'reflect-metadata';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSettings, readTown } from '@voldgrav/installation';
import { afterAll, describe, expect, it } from 'vitest';
import { openDoors } from './open-doors.ts';

const SAMPLE_TOWN = fileURLToPath(new URL('../../../config/sample-town', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'voldgrav-doors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('doors that do not open', () => {
  it('leave nothing open behind them, so that the next try finds the house free', async () => {
    const settings = readSettings({ PORT: '0', MQTT_PORT: '0', DATA_DIR: join(folder, 'data'), TOWN_DIR: SAMPLE_TOWN, DEMO: 'none' }, [], SAMPLE_TOWN);
    const town = await readTown(SAMPLE_TOWN);
    if (!settings.ok || !town.ok) throw new Error('the sample town or the settings of the spec are at fault');
    const open = (pages: string) => openDoors({ settings: settings.settings, town, pages, tell: () => undefined, onAnotherPlaying: () => undefined });
    const [noFolder, pages] = [join(folder, 'file'), join(folder, 'pages')];
    writeFileSync(noFolder, '');
    mkdirSync(pages);
    writeFileSync(join(pages, 'index.html'), '<!doctype html>');
    await expect(open(noFolder)).rejects.toThrow();
    const doors = await open(pages);
    expect((await fetch(`http://127.0.0.1:${doors.port}/health/live`)).status).toBe(200);
    await doors.close();
  });
});
