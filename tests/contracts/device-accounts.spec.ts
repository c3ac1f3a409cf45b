import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { untilListening } from './mosquitto.ts';
import { nextEvent } from './next-event.ts';
import { PROGRAM } from './replay-command.ts';
import { environmentOfUser } from './start-server.ts';

const run = promisify(execFile);

const config = (name: string) => readFileSync(new URL(`../../config/mosquitto/${name}`, import.meta.url), 'utf8');

/** The settings of docker-compose.yml, the files that `voldgrav device` writes, and a real Mosquitto 2 that reads them. */
describe("a device's account at Mosquitto", () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-accounts-'));
  const here = (name: string) => join(folder, name);
  let broker: ChildProcess;
  let url = '';
  let passwords: Readonly<Record<string, string>> = {};
  const clients: MqttClient[] = [];

  async function voldgrav(...words: readonly string[]): Promise<readonly string[]> {
    const { stdout } = await run(process.execPath, [PROGRAM, 'device', ...words], { env: { ...environmentOfUser(), DATA_DIR: here('data'), DEMO: 'none', MQTT_URL: url } });
    return stdout.trimEnd().split('\n');
  }
  async function client(username: string, password = passwords[username] ?? ''): Promise<MqttClient> {
    const connected = await connectAsync(url, { username, password, reconnectPeriod: 0 });
    clients.push(connected);
    return connected;
  }
  async function writeAccessList(): Promise<void> {
    writeFileSync(here('acl'), `${config('acl')}\n${(await voldgrav('acl')).join('\n')}\n`);
  }

  beforeAll(async () => {
    for (const name of ['data', 'broker']) mkdirSync(here(name));
    const port = await freePort();
    url = `mqtt://127.0.0.1:${port}`;
    const environment = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` };
    writeFileSync(here('passwords'), '', { mode: 0o600 });
    execFileSync('mosquitto_passwd', ['-b', here('passwords'), 'voldgrav', 'of the server'], { env: environment });
    passwords = {
      'l-aadalen': (await voldgrav('add', 'l-aadalen')).join(''),
      'l-havnen': (await voldgrav('add', 'l-havnen')).join(''),
      chirpstack: (await voldgrav('add', 'chirpstack', '--topic', 'application/+/device/+/event/up')).join(''),
    };
    await voldgrav('password-file', here('passwords'));
    await writeAccessList();
    const settings = config('mosquitto.conf')
      .replace('listener 1883', `listener ${port} 127.0.0.1`)
      .replace('/accounts/passwords', here('passwords'))
      .replace('/mosquitto/config/acl', here('acl'))
      .replace('/mosquitto/data/', `${here('broker')}/`);
    writeFileSync(here('mosquitto.conf'), `${settings}\nuser root\n`);
    chmodSync(folder, 0o755);
    broker = spawn('mosquitto', ['-c', here('mosquitto.conf')], { env: environment, stdio: 'ignore' });
    await untilListening(port, () => broker.exitCode !== null);
  });
  afterAll(async () => {
    await Promise.all(clients.map((each) => each.endAsync(true)));
    if (broker.exitCode === null) {
      const ended = once(broker, 'exit');
      broker.kill();
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('lets it in by the password that was printed, to its own topics alone', async () => {
    await expect(client('l-aadalen', 'another')).rejects.toThrow(/[Nn]ot authorized/);
    const server = await client('voldgrav', 'of the server');
    const heard: string[] = [];
    server.on('message', (topic) => heard.push(topic));
    await server.subscribeAsync(['sensors/#', 'application/#'], { qos: 1 });
    const [sensor, gateway] = [await client('l-aadalen'), await client('chirpstack')];
    await sensor.publishAsync('sensors/l-havnen/json', 'x', { qos: 1 });
    await sensor.publishAsync('application/a/device/b/event/up', 'x', { qos: 1 });
    await gateway.publishAsync('sensors/l-havnen/json', 'x', { qos: 1 });
    await sensor.publishAsync('sensors/l-aadalen/json', 'x', { qos: 1 });
    await gateway.publishAsync('application/a/device/b/event/up', 'x', { qos: 1 });
    await expect.poll(() => [...heard].sort(), { timeout: 10_000 }).toEqual(['application/a/device/b/event/up', 'sensors/l-aadalen/json']);
  });

  it('lets the server send itself a message, by which "voldgrav doctor" tries the broker', async () => {
    const own = url.replace('mqtt://', 'mqtt://voldgrav:of%20the%20server@');
    // Its answer is no where another thing is at fault; the broker's line is the one that counts.
    const lines = await new Promise<string>((resolve) => execFile(process.execPath, [PROGRAM, 'doctor'], { env: { ...environmentOfUser(), DATA_DIR: here('data'), DEMO: 'none', PORT: '0', MQTT_URL: own } }, (_fault, stdout) => resolve(stdout)));
    expect(lines).toMatch(/^ok\tbroker\t.* took a message at QoS 1 and handed it back in \d+ ms\.$/m);
  });

  it('shuts out what was revoked when the file is written and Mosquitto told, and nobody else', async () => {
    const [stays, goes] = [await client('l-havnen'), await client('l-aadalen')];
    const closed = nextEvent(goes, 'close');
    await voldgrav('revoke', 'l-aadalen');
    await voldgrav('password-file', here('passwords'));
    await writeAccessList();
    broker.kill('SIGHUP');
    await closed;
    await expect(client('l-aadalen')).rejects.toThrow(/[Nn]ot authorized/);
    expect(stays.connected).toBe(true);
    await client('l-havnen');
    await client('voldgrav', 'of the server');
  });
});
