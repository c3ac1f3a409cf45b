import { isIP } from 'node:net';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { readSettings, readTown, type ReadTown, type Settings, stateFolder } from '@voldgrav/installation';
import { SAMPLE_TOWN } from '../installation-named.ts';
import type { Environment } from '../with-accounts.ts';
import { accountFindings } from './account-findings.ts';
import { backupFinding } from './backup-finding.ts';
import { brokerFinding } from './broker-findings.ts';
import { builtFinding } from './built-finding.ts';
import { examineDataFolder } from './data-folder-findings.ts';
import { fault, fine, type Finding, warning } from './finding.ts';
import { journalFindings } from './journal-findings.ts';
import { logFindings } from './log-findings.ts';
import { nodeFinding } from './node-finding.ts';
import { portFinding } from './port-findings.ts';
import { runningServerFindings } from './running-server-findings.ts';
import { embeddedFinding, influxFindings } from './store-findings.ts';

// The same from src/doctor/ and from dist/ by their depth: see `rootOf`.
const HERE = fileURLToPath(new URL('.', import.meta.url));
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

export interface Examination {
  readonly environment: Environment;
  readonly demo: boolean;
  /** Every entry of the journal, however long that takes. */
  readonly thorough: boolean;
  readonly now: () => number;
  readonly onProgress: (share: number) => void;
}

/** Looks at an installation from its settings to its backup, whether its server runs or not, and tells what it finds as it goes. */
export async function* examine({ environment, demo, thorough, now, onProgress }: Examination): AsyncGenerator<Finding> {
  yield nodeFinding(process.versions.node);
  yield builtFinding(rootOf(HERE));
  const read = readSettings(environment, demo ? [] : ['--no-demo'], SAMPLE_TOWN);
  if (!read.ok) {
    // What follows would look at another installation than the one that is meant.
    for (const each of read.faults) yield fault('settings', each, 'mend it in the environment or in .env; the rest was not looked at');
    return;
  }
  const { settings } = read;
  yield* settingsFindings(settings);
  const town = await readTown(settings.townDir);
  yield townFinding(town, settings.townDir);
  const folder = stateFolder(settings.dataDir, settings.demo);
  const { findings, inUse } = examineDataFolder(settings.dataDir, folder);
  yield* findings;
  if (inUse) yield* await runningServerFindings(addressOf(settings));
  yield* journalFindings({ file: join(folder, 'journal.sqlite'), allowedGb: settings.journalGb, thorough, now: now(), onProgress });
  yield* logFindings(folder);
  yield* settings.influx === undefined ? [embeddedFinding(folder)] : await influxFindings(settings.influx, now);
  if (settings.mqttUrl !== undefined) yield await brokerFinding(settings.mqttUrl);
  yield await portFinding({ setting: 'PORT', host: settings.host, port: settings.port, inUse });
  if (settings.mqttUrl === undefined) yield await portFinding({ setting: 'MQTT_PORT', host: settings.mqttHost, port: settings.mqttPort, inUse });
  yield* accountFindings({ settings, folder, town: town.ok ? town.town : undefined, now: now() });
  if (settings.demo === 'none') yield backupFinding(settings.dataDir, folder, now());
}

/** Both lie in apps/cli. */
const rootOf = (here: string): string => join(here.slice(0, here.lastIndexOf('apps/cli') + 'apps/cli'.length), '../..');

function* settingsFindings({ host, publicUrl }: Settings): Generator<Finding> {
  if (!LOOPBACK.has(host) && publicUrl === undefined) yield warning('settings', `HOST is ${host} and PUBLIC_URL is not set: passwords would travel without encryption`, 'put a TLS proxy in front and set PUBLIC_URL to its https address');
  else if (publicUrl?.startsWith('http:') === true) yield warning('settings', 'PUBLIC_URL is not https: passwords travel without encryption', 'put a TLS proxy in front');
  else yield fine('settings', 'they can be read, and agree with one another');
}

function townFinding(town: ReadTown, folder: string): Finding {
  if (town.ok) return fine('town', `${town.town.name} in ${folder}`);
  const [first] = town.faults;
  return fault('town', `${town.faults.length} faults; the first is ${first?.file}:${first?.line}: ${first?.message.replace(/\.$/, '')}`, `"voldgrav check-town ${folder}" tells them all`);
}

function addressOf({ host, port }: Settings): string {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${isIP(name) === 6 ? `[${name}]` : name}:${port}`;
}
