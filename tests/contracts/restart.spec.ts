import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AlertsAnswer } from '@voldgrav/wire';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { type RunningServer, startServer } from './start-server.ts';

const run = promisify(execFile);

/** What a start knows of the alerts of before: seen on 2026-11-24 to be less than it had shown. */
describe('a restart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-restart-'));
  let server: RunningServer | undefined;

  const stop = async () => {
    await server?.stop();
    server = undefined;
  };
  afterEach(stop);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function startAt(clock: string): Promise<{ readonly url: string; readonly mqttPort: number }> {
    const mqttPort = await freePort();
    server = await startServer({ DEMO: 'none', DATA_DIR: folder, MQTT_PORT: String(mqttPort), CLOCK: clock });
    return { url: server.url, mqttPort };
  }
  const alerts = async (url: string) => ((await (await fetch(`${url}/api/v1/alerts`)).json()) as AlertsAnswer).alerts.map(({ id, state }) => ({ id, state }));
  const raise = (port: number) => run('mosquitto_pub', ['-h', '127.0.0.1', '-p', String(port), '-q', '1', '-t', 'sensors/l-viadukten/json', '-m', '{"level_m": 2.12}']);

  it('knows an alert that time alone had raised, and that it was acknowledged', async () => {
    const first = await startAt('2026-08-01T00:00:00Z@60');
    await raise(first.mqttPort);
    await expect.poll(() => alerts(first.url), { timeout: 20_000 }).toMatchObject([{ state: 'new' }]);
    const [raised] = await alerts(first.url);
    const cookie = await signedIn(server?.signInUrl ?? '');
    const answer = await fetch(`${first.url}/api/v1/alerts/${raised?.id}/acknowledge`, { method: 'POST', headers: { cookie, origin: first.url, 'content-type': 'application/json' }, body: '{}' });
    expect(answer.status).toBe(204);
    await stop();
    const second = await startAt('2026-08-01T01:00:00Z@1');
    expect(await alerts(second.url)).toEqual([{ id: raised?.id, state: 'acknowledged' }]);
  });

  it('has not forgotten it three days later', async () => {
    const third = await startAt('2026-08-04T00:00:00Z@1');
    expect(await alerts(third.url)).toMatchObject([{ state: 'acknowledged' }]);
  });
});

async function signedIn(link: string): Promise<string> {
  const response = await fetch(link, { redirect: 'manual' });
  return response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
}
