import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deviceAccount } from '@voldgrav/test-contracts/device-account';
import { freePorts } from '@voldgrav/test-contracts/free-port';
import { environmentOfUser } from '@voldgrav/test-contracts/start-server';

export interface Product {
  /** Where the dashboard is, and the link that signs in once, as the one printed line says. */
  readonly url: string;
  readonly signInUrl: string;
  readonly mqttPort: number;
  /** Of a device; undefined with the sample town, whose broker takes anyone's messages. */
  readonly account: { readonly username: string; readonly password: string } | undefined;
  readonly stop: () => Promise<void>;
}

const ROOT = new URL('../..', import.meta.url).pathname;
const PRINTED = /Voldgrav: (\S+) .*?(http\S+\/sign-in\?token=\S+)/;

/** Starts the product as the README says, `npm start`, on free ports and with a data folder of its own. */
export async function startProduct(environment: Readonly<Record<string, string>> = {}): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), 'voldgrav-browser-'));
  const [port, mqttPort] = (await freePorts(2)) as readonly [number, number];
  const account = environment['TOWN_DIR'] === undefined ? undefined : await deviceAccount(dataDir);
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    // NODE_ENV=test would build the page for development.
    env: { ...environmentOfUser(), PORT: String(port), MQTT_PORT: String(mqttPort), DATA_DIR: dataDir, ...environment },
    // In the group of the tests, so that Ctrl-C at the tests ends it too.
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { url, signInUrl } = await printedLine(child);
  return {
    url,
    signInUrl,
    mqttPort,
    account,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        // npm hands it on to the server, which `exec` put in the shell's place.
        child.kill('SIGINT');
        await ended;
      }
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function printedLine(child: ChildProcess): Promise<{ url: string; signInUrl: string }> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      const [, url, signInUrl] = PRINTED.exec(said) ?? [];
      if (url !== undefined && signInUrl !== undefined) resolve({ url, signInUrl });
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code} before it served anything:\n${said}`)));
  });
}
