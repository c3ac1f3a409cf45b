import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { freePort } from './free-port.ts';

// There is no Docker engine in these tests: the compose file is read, and its steps are taken as processes.
const ROOT = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly depends_on?: Readonly<Record<string, unknown>> | readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
}
const compose = parse(read('docker-compose.yml')) as { readonly services: Readonly<Record<string, Service>>; readonly volumes: Readonly<Record<string, unknown>> };

describe('docker-compose.yml', () => {
  it('names only volumes it declares, files that are there and services that it has', () => {
    for (const service of Object.values(compose.services)) {
      const dependencies = Array.isArray(service.depends_on) ? service.depends_on : Object.keys(service.depends_on ?? {});
      for (const name of dependencies as readonly string[]) expect(Object.keys(compose.services)).toContain(name);
      for (const volume of service.volumes ?? []) {
        const source = volume.replace(/^\$\{\w+:-([^}]*)\}/, '$1').split(':')[0] ?? '';
        if (source.startsWith('./')) expect(execFileSync('ls', [new URL(source, ROOT).pathname], { encoding: 'utf8' })).not.toBe('');
        else expect(Object.keys(compose.volumes)).toContain(source);
      }
      expect(service.build !== undefined || /:\d+\.\d+\.\d+$/.test(service.image ?? ''), 'a pinned version').toBe(true);
    }
  });
});

describe('the store of docker-compose.yml', () => {
  const { server, influxdb } = compose.services;

  it('is the one that the server is told of, with the account and the database that it makes', () => {
    const { INFLUX_URL = '', INFLUX_DATABASE, INFLUX_USERNAME, INFLUX_PASSWORD } = server?.environment ?? {};
    expect(new URL(INFLUX_URL).host).toBe('influxdb:8086');
    const { INFLUXDB_DB, INFLUXDB_USER, INFLUXDB_USER_PASSWORD } = influxdb?.environment ?? {};
    expect([INFLUX_DATABASE, INFLUX_USERNAME, INFLUX_PASSWORD]).toEqual([INFLUXDB_DB, INFLUXDB_USER, INFLUXDB_USER_PASSWORD]);
  });

  it('lets nobody in without a password, keeps its data, and is not published', () => {
    expect(influxdb?.environment).toMatchObject({ INFLUXDB_HTTP_AUTH_ENABLED: 'true', INFLUXDB_ADMIN_PASSWORD: expect.stringContaining(':?') as string });
    expect(influxdb?.volumes).toEqual(['observations:/var/lib/influxdb']);
    expect(influxdb).not.toHaveProperty('ports');
  });
});

describe('the broker of docker-compose.yml', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-compose-'));
  let broker: ChildProcess;
  let url = '';

  /** The container's paths, on this machine. */
  const here = (text: string) => text.replaceAll('/accounts/', `${folder}/accounts/`).replaceAll('/mosquitto/config/', `${folder}/config/`).replaceAll('/mosquitto/data/', `${folder}/data/`);

  beforeAll(async () => {
    for (const name of ['accounts', 'config', 'data']) mkdirSync(join(folder, name));
    const port = await freePort();
    url = `mqtt://127.0.0.1:${port}`;
    const [shell = '', option = '', script = ''] = compose.services['accounts']?.command ?? [];
    const environment = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin`, MQTT_PASSWORD: 'a password of the server' };
    execFileSync(shell, [option, here(script.replaceAll('$$', '$'))], { env: environment });
    execFileSync('mosquitto_passwd', ['-b', join(folder, 'accounts/passwords'), 'l-aadalen', 'a password of the sensor'], { env: environment });
    writeFileSync(join(folder, 'config/acl'), read('config/mosquitto/acl'));
    const settings = here(read('config/mosquitto/mosquitto.conf')).replace('listener 1883', `listener ${port} 127.0.0.1`);
    writeFileSync(join(folder, 'config/mosquitto.conf'), `${settings}\nuser root\n`);
    chmodSync(folder, 0o755);
    broker = spawn('mosquitto', ['-c', join(folder, 'config/mosquitto.conf')], { env: environment, stdio: 'ignore' });
    await wait(300);
  });

  afterAll(async () => {
    if (broker.exitCode === null) {
      const ended = once(broker, 'exit');
      broker.kill();
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('lets nobody in without an account', async () => {
    await expect(connectAsync(url, { reconnectPeriod: 0 })).rejects.toThrow(/[Nn]ot authorized/);
  });

  it('hands the server what a sensor says of itself, and not what it says of another', async () => {
    const server = await connectAsync(url, { username: 'voldgrav', password: 'a password of the server', reconnectPeriod: 0 });
    const sensor = await connectAsync(url, { username: 'l-aadalen', password: 'a password of the sensor', reconnectPeriod: 0 });
    const heard: string[] = [];
    server.on('message', (topic) => heard.push(topic));
    await server.subscribeAsync('sensors/#', { qos: 1 });
    await sensor.publishAsync('sensors/l-havnen/json', '{"level_m": 9}', { qos: 1 });
    await sensor.publishAsync('sensors/l-aadalen/json', '{"level_m": 1.2}', { qos: 1 });
    await expect.poll(() => heard).toEqual(['sensors/l-aadalen/json']);
    await Promise.all([server.endAsync(), sensor.endAsync()]);
  });
});
