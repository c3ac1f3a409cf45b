import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Accounts, Passwords } from '@voldgrav/account';
import { HOUR, shifted } from '@voldgrav/hydrology';
import { openInstalledAccounts, stateFolder } from '@voldgrav/installation';
import { type Journal, openJournal } from '@voldgrav/journal';
import { connectSubscriber, startEmbeddedBroker } from '@voldgrav/mqtt';
import { type ObservationArchive, TownIndex, TownWatch } from '@voldgrav/pipeline';
import { openSqliteArchive } from '@voldgrav/storage';
import { fewestFilters, openSandbox, runsScripts, type Town } from '@voldgrav/wire';
import { Doorkeeper } from './auth/doorkeeper.ts';
import { Refusals } from './auth/refusals.ts';
import { SignInDesk } from './auth/sign-in-desk.ts';
import { type Clock, realClock, testClock } from './clock.ts';
import { lockFolder } from './data-lock.ts';
import { Intake } from './ingest/intake.ts';
import { RowListener } from './ingest/row-listener.ts';
import { StoreWriter } from './ingest/store-writer.ts';
import { LiveFeed } from './live/live-feed.ts';
import type { Settings } from './settings.ts';
import { startTicker } from './watch/ticker.ts';

/** Everything that lives as long as the server does, put together in one place: which adapter fills which port. */
export interface House {
  readonly settings: Settings;
  readonly town: Town;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly archive: ObservationArchive;
  readonly index: TownIndex;
  readonly watch: TownWatch;
  readonly intake: Intake;
  readonly writer: StoreWriter;
  readonly feed: LiveFeed;
  readonly accounts: Accounts;
  readonly passwords: Passwords;
  readonly signInDesk: SignInDesk;
  readonly refusals: Refusals;
  readonly doorkeeper: Doorkeeper;
  /** Where sensors send to. */
  readonly mqttUrl: string;
  /** Whether a broker can reach us now. */
  readonly brokerConnected: () => boolean;
  readonly close: () => Promise<void>;
}

/** How far back a restart looks into the journal: the longest window anyone asks about. */
const REMEMBERED = 25 * HOUR;
/** What lies under this is a sensor's, whether the town reads it or not: what it does not read is to be seen, not lost. */
const OWN_TOPICS = 'sensors/#';

/** Opens the house. Throws what a person can act on; whatever was opened before is closed again. */
export async function openHouse(settings: Settings, town: Town, tell: (line: string) => void): Promise<House> {
  const clock = settings.clock === undefined ? realClock : testClock(settings.clock);
  const folder = stateFolder(settings.dataDir, settings.demo);
  mkdirSync(settings.dataDir, { recursive: true });
  const unlock = lockFolder(settings.dataDir);
  try {
    // A demo begins with a dry town each time; it has a folder of its own so that this never touches real data.
    if (settings.demo === 'storm') rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return await furnish(settings, town, clock, folder, tell, unlock);
  } catch (fault) {
    unlock();
    throw fault;
  }
}

async function furnish(
  settings: Settings,
  town: Town,
  clock: Clock,
  folder: string,
  tell: (line: string) => void,
  unlock: () => void,
): Promise<House> {
  const journal = openJournal({ file: join(folder, 'journal.sqlite') });
  const archive = openSqliteArchive({ file: join(folder, 'observations.sqlite') });
  const { sessionSecret } = settings;
  const accounts = openInstalledAccounts({ folder, now: Date.now(), ...(sessionSecret === undefined ? {} : { sessionSecret }) });
  const passwords = new Passwords();
  const refusals = new Refusals(tell);
  const index = new TownIndex(town);
  const sandbox = runsScripts(town) ? await openSandbox() : undefined;
  const watch = new TownWatch(town, sandbox);
  const feed = new LiveFeed({ snapshot: () => watch.snapshot(clock.now()), now: () => clock.now() });
  const writer = new StoreWriter(journal, archive, new RowListener(journal, index, sandbox), (fault) => tell(`The store does not answer: ${fault}. Messages wait in the journal.`));
  const intake = new Intake(journal, watch, clock, (taken) => {
    feed.publish(taken.changes);
    writer.take(taken);
  });
  const restored = intake.restore(shifted(clock.now(), -REMEMBERED));
  if (restored.damaged > 0) tell(`${restored.damaged} rows of the journal are damaged and were passed over.`);
  writer.wake();
  const stopTicker = startTicker(clock, () => feed.publish(watch.tick(clock.now())));
  const closeStores = () => {
    stopTicker();
    feed.stop();
    writer.stop();
    journal.close();
    archive.close();
    accounts.close();
  };
  try {
    const broker = await openBroker(settings, topicsOf(town), intake, tell);
    return {
      settings, town, clock, journal, archive, index, watch, intake, writer, feed,
      accounts, passwords, refusals,
      signInDesk: new SignInDesk(accounts, passwords),
      doorkeeper: new Doorkeeper({ accounts, refusals, settings }),
      mqttUrl: broker.url,
      brokerConnected: broker.connected,
      close: async () => {
        await broker.close();
        closeStores();
        unlock();
      },
    };
  } catch (fault) {
    closeStores();
    throw fault;
  }
}

interface Broker {
  readonly url: string;
  readonly connected: () => boolean;
  readonly close: () => Promise<void>;
}

/** What the house listens to: each message reaches it once, whatever the town's topics have in common. */
const topicsOf = ({ sources }: Town): readonly string[] => fewestFilters([OWN_TOPICS, ...sources.map(({ topic }) => topic)]);

async function openBroker(settings: Settings, topics: readonly string[], intake: Intake, tell: (line: string) => void): Promise<Broker> {
  const { mqttUrl } = settings;
  if (mqttUrl !== undefined) {
    let connected = false;
    const subscriber = connectSubscriber({
      url: mqttUrl,
      clientId: 'voldgrav',
      filters: topics,
      onMessage: ({ topic, payload }) => intake.message({ topic, payload, clientId: 'broker' }),
      onState: (state) => {
        connected = state.state !== 'disconnected';
        if (state.state === 'disconnected') tell(`The MQTT broker at MQTT_URL is gone: ${state.reason}. Trying again in ${Math.ceil(state.retryInMs / 1000)} s.`);
        if (state.state === 'session-lost') tell('The MQTT broker forgot our session: what it held for us while we were away is gone.');
      },
      random: Math.random,
    });
    return { url: mqttUrl, connected: () => connected, close: () => subscriber.close() };
  }
  const broker = await startEmbeddedBroker({
    host: settings.mqttHost,
    port: settings.mqttPort,
    sources: topics,
    onPublish: (message) => intake.message(message),
    onRefused: (refusal) => tell(`The broker closed the connection of "${refusal.clientId}": ${refusal.reason}, ${refusal.detail}.`),
  });
  return { url: `mqtt://${settings.mqttHost}:${broker.port}`, connected: () => true, close: () => broker.close() };
}
