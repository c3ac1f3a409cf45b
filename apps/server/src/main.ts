import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { progressBar, readSettings, type Settings } from '@voldgrav/installation';
import { startLink } from './auth/start-link.ts';
import { startDemo } from './demo/start-demo.ts';
import type { TownAsRead } from './house.ts';
import { type OpenDoors, openDoors } from './open-doors.ts';
import { PackedTexts } from './packed-texts.ts';
import { intoOf, rebuild } from './rebuild.ts';
import { readTownBeside } from './read-town-beside.ts';

/**
 * V8 lets a heap grow to several times what lives in it before it looks for garbage. Ours, and those of our threads, grow by this share (%) at most. What lives in the
 * server of a large town is the town itself, most of which never dies; that of a small one needs room for a flood of messages. Measured with 1,000 sensors at 40,000 msg/s
 * offered, two runs each on busy processors: 25 % takes in 32,400 msg/s and 380 MB, 80 % 35,200 and 410, V8 itself 35,800 and 620. With 10,000 sensors 40 % and
 * 8 MB for the young take 18 MB less than 25 % and 16 MB, and no more of the processor (2026-11-28).
 */
const GROWS_BY = { large: 40, small: 80 } as const;
const SENSORS_OF_A_LARGE_TOWN = 2_000;
/** The room for the young that we were started with (`npm start`) is this thread's, which has it by now: V8 would give as much to each of our threads, against the limits that they are started with. */
setFlagsFromString('--max-semi-space-size=0');

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const SAMPLE_TOWN = here('../../../config/sample-town');
const DASHBOARD = here('../../dashboard/dist');

const tell = (line: string): void => console.error(line);

/** Ends with every fault in a sentence of its own; nothing has been changed by then. */
function refuse(faults: readonly string[]): never {
  for (const fault of faults) tell(fault);
  process.exit(2);
}

async function start(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const words = process.argv.slice(2);
  const isRebuild = words[0] === 'rebuild';
  const { into, rest, fault } = intoOf(isRebuild ? words.slice(1) : []);
  if (fault !== undefined) refuse([fault]);
  const read = readSettings(process.env, isRebuild ? rest : words, SAMPLE_TOWN);
  if (!read.ok) refuse(read.faults);
  const { settings } = read;
  const readAs = await readTownBeside(settings.townDir);
  if (!readAs.ok) {
    const count = readAs.faults.length === 1 ? 'a fault' : `${readAs.faults.length} faults`;
    refuse([...readAs.faults.map((fault) => `${fault.file}:${fault.line}: ${fault.message}`), `The town in ${settings.townDir} has ${count}; nothing was started.`]);
  }
  setFlagsFromString(`--heap-growing-percent=${GROWS_BY[readAs.town.sensors.length < SENSORS_OF_A_LARGE_TOWN ? 'small' : 'large']}`);
  const town: TownAsRead = { town: readAs.town, texts: new PackedTexts(readAs.texts) };
  if (isRebuild) {
    const bar = progressBar(process.stderr);
    const done = await rebuild(settings, town.town, into, (share) => bar.show(share, () => 'of the journal')).finally(() => bar.done()).catch((fault: unknown) => refuse([sentenceOf(fault, settings)]));
    console.log(done);
    return;
  }
  const orRefuse = (fault: unknown): never => refuse([sentenceOf(fault, settings)]);
  const open = (port: number): Promise<OpenDoors> => openDoors({ settings: { ...settings, port }, town, pages: DASHBOARD, tell, onAnotherPlaying: () => beginAnew() });
  let doors = await open(settings.port).catch(orRefuse);
  let beginning: Promise<void> = Promise.resolve();
  let closing = false;
  /** Another playing is another past: everything is let go of, and the screens find the new house at the same address. */
  const beginAnew = (): void => {
    beginning = beginning.then(async () => {
      if (closing) return;
      tell(`The lane ${settings.lane} began anew, and so does this server.`);
      await doors.close();
      doors = await open(doors.port).catch(orRefuse);
    });
  };
  const stopDemo = settings.demo === 'storm' ? startDemo(doors.house, tell) : () => undefined;
  closeOnSignal(async () => {
    closing = true;
    stopDemo();
    await beginning;
    await doors.close();
  });
  announce(doors);
}

/** The one line of contract.md §1: where the dashboard is, and the link that signs in once, where there is one to give. */
function announce({ house: { settings, accounts, town }, port }: OpenDoors): void {
  const host = settings.host === '0.0.0.0' || settings.host === '::' ? 'localhost' : settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const address = settings.publicUrl?.replace(/\/$/, '') ?? `http://${host}:${port}`;
  const link = startLink(accounts, town, settings.isSampleTown, Date.now());
  console.log(`Voldgrav: ${address}${link === undefined ? '' : `  ·  ${link.says} within 15 minutes: ${address}/sign-in?token=${link.secret}`}`);
}

function closeOnSignal(close: () => Promise<void>): void {
  let closing = false;
  const end = async (): Promise<void> => {
    if (closing) return;
    closing = true;
    await close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end());
}

/** What Node says of an address or a folder, as a sentence that names the setting. */
function sentenceOf(fault: unknown, settings: Settings): string {
  const { code, port, syscall, path, message } = fault as NodeJS.ErrnoException & { port?: number };
  if (syscall === 'listen' || syscall === 'bind') {
    const [portSetting, hostSetting] = port === settings.mqttPort ? ['MQTT_PORT', 'MQTT_HOST'] : ['PORT', 'HOST'];
    if (code === 'EADDRINUSE') return `Port ${port} is already in use; give another one with the setting ${portSetting}.`;
    if (code === 'EACCES') return `Port ${port} may not be opened by this user; give another one with the setting ${portSetting}.`;
    if (code === 'EADDRNOTAVAIL') return `This machine has no address ${hostSetting === 'HOST' ? settings.host : settings.mqttHost}; give one of its own with the setting ${hostSetting}.`;
  }
  if (syscall === 'getaddrinfo') return `The name in HOST or MQTT_HOST is not known: ${message}.`;
  if (syscall === 'mkdir' || (path?.startsWith(settings.dataDir) ?? false)) return `The data folder ${settings.dataDir} cannot be used (${code ?? message}); give another one with the setting DATA_DIR.`;
  return message;
}

await start();
