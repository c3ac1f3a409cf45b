import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '@voldgrav/test-contracts/free-port';
import { nodeRedFlow } from '../peers/node-red-flow.mjs';
import { environmentOfUser, ROOT } from './built-program.ts';
import { temporaryFolder } from './built-server.ts';
import type { Later } from './consumer.ts';

export interface NodeRed {
  readonly pid: number;
  readonly version: string;
  readonly stop: () => Promise<void>;
}

/** Version 5 wants this much of Node; whoever has less gets version 4. */
const NODE_FOR_5 = [22, 9] as const;
const INFLUX_NODES = 'node-red-contrib-influxdb@0.7.0';
const PATIENCE_MS = 60_000;

/** Node-RED, in the newest major that this Node allows, with the flow of `node-red-flow.mjs`; resolves when it listens to the broker. */
export async function startNodeRed(options: { readonly mqttUrl: string; readonly influxUrl: string; readonly database: string; readonly later: Later }): Promise<NodeRed> {
  const home = installed();
  const folder = temporaryFolder(options.later);
  const { flow, credentials } = nodeRedFlow({ mqttPort: new URL(options.mqttUrl).port, influxPort: new URL(options.influxUrl).port, database: options.database });
  writeFileSync(join(folder, 'flows.json'), JSON.stringify(flow));
  writeFileSync(join(folder, 'flows_cred.json'), JSON.stringify(credentials));
  writeFileSync(
    join(folder, 'settings.js'),
    `module.exports = { flowFile: 'flows.json', credentialSecret: false, uiHost: '127.0.0.1', uiPort: ${await freePort()}, httpAdminRoot: false, httpNodeRoot: false,
      nodesDir: ${JSON.stringify(join(home, 'node_modules/node-red-contrib-influxdb'))}, telemetry: { enabled: false, updateNotification: false }, logging: { console: { level: 'info' } } };`,
  );
  const child = spawn(process.execPath, [join(home, 'node_modules/node-red/red.js'), '--userDir', folder, '--settings', join(folder, 'settings.js')], { env: environmentOfUser(), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const killing = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(killing);
  };
  options.later(stop);
  const until = performance.now() + PATIENCE_MS;
  while (!said.includes('Connected to broker')) {
    if (child.exitCode !== null || performance.now() > until) throw new Error(`Node-RED did not listen to the broker: ${said.slice(-2_000)}`);
    await wait(50);
  }
  // The subscription follows the connection.
  await wait(500);
  return { pid: child.pid as number, version: versionIn(home), stop };
}

/** A scratch folder outside the lock file, kept for the next run. Asks npm's registry the first time. */
function installed(): string {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const wanted = major > NODE_FOR_5[0] || (major === NODE_FOR_5[0] && minor >= NODE_FOR_5[1]) ? 5 : 4;
  const home = join(ROOT, 'node_modules/.cache/voldgrav-bench', `node-red-${wanted}`);
  if (existsSync(join(home, 'node_modules/node-red-contrib-influxdb/package.json'))) return home;
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "private": true }');
  const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--no-workspaces', `node-red@${wanted}`, INFLUX_NODES], { cwd: home, encoding: 'utf8', env: environmentOfUser() });
  if (status !== 0) throw new Error(`Node-RED could not be installed from npm: ${stderr.slice(-500)}`);
  return home;
}

const versionIn = (home: string): string => (JSON.parse(readFileSync(join(home, 'node_modules/node-red/package.json'), 'utf8')) as { version: string }).version;
