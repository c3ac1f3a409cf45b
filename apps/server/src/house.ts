import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Accounts, Passwords } from '@voldgrav/account';
import { lockFolder, openInstalledAccounts, type Settings, stateFolder, townEntryOf, USUAL_CLIENT_ID } from '@voldgrav/installation';
import { type Journal, openJournal } from '@voldgrav/journal';
import { connectPublisher, connectSubscriber, startEmbeddedBroker } from '@voldgrav/mqtt';
import { type Noted, type ObservationArchive, TownIndex, TownWatch } from '@voldgrav/pipeline';
import { openDutyLog, openReadinessLog, openTroubleLog } from '@voldgrav/storage';
import { fewestFilters, idfOf, isInLane, laneClockTopic, laneTopic, openSandbox, runsScripts, type Town } from '@voldgrav/wire';
import { Doorkeeper } from './auth/doorkeeper.ts';
import { Refusals } from './auth/refusals.ts';
import { SignInDesk } from './auth/sign-in-desk.ts';
import { BacktestDesk } from './backtest/backtest-desk.ts';
import { type Clock, realClock, testClock } from './clock.ts';
import { startPolling } from './coming/start-polling.ts';
import { brokerDoor } from './ingest/broker-door.ts';
import { DecodeAgain } from './ingest/decode-again.ts';
import { Intake } from './ingest/intake.ts';
import { RebirthRequests } from './ingest/rebirth-requests.ts';
import { RefusedSignIns, type SignInsRefused } from './ingest/refused-sign-ins.ts';
import { RowListener } from './ingest/row-listener.ts';
import { openArchiveBeside } from './ingest/open-archive.ts';
import { ROLLED_CURSOR, STORE_CURSOR } from './ingest/rewind-store.ts';
import { StoreWriter } from './ingest/store-writer.ts';
import { TroubleKeeper } from './ingest/trouble-keeper.ts';
import { LaneHand } from './lane/lane-hand.ts';
import { openLaneOutbox } from './lane/open-lane-outbox.ts';
import { LiveFeed } from './live/live-feed.ts';
import { readTownBeside } from './read-town-beside.ts';
import { SlowDesk } from './slow/slow-desk.ts';
import { sparingly } from './sparingly.ts';
import { DutyLogKeeper } from './watch/duty-log-keeper.ts';
import { JournalKeeper } from './watch/journal-keeper.ts';
import { recallLastWords } from './watch/last-words.ts';
import { noteOldestOpen, rememberSince } from './watch/open-episodes.ts';
import { ReadinessKeeper } from './watch/readiness-keeper.ts';
import { keepStore } from './watch/store-keeper.ts';
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
  readonly keeper: JournalKeeper;
  readonly trouble: TroubleKeeper;
  readonly dutyLog: DutyLogKeeper;
  readonly readiness: ReadinessKeeper;
  readonly decodeAgain: DecodeAgain;
  readonly feed: LiveFeed;
  readonly slow: SlowDesk;
  readonly backtests: BacktestDesk;
  /** The town's files as they were read. */
  readonly texts: ReadonlyMap<string, string>;
  readonly accounts: Accounts;
  readonly passwords: Passwords;
  readonly signInDesk: SignInDesk;
  readonly refusals: Refusals;
  readonly doorkeeper: Doorkeeper;
  /** Where sensors send to, with the name and password by which this process itself may do so. */
  readonly mqttUrl: string;
  /** Whether a broker can reach us now. */
  readonly brokerConnected: () => boolean;
  /** How often a broker had forgotten us, and what it held for us with it. */
  readonly sessionsLost: () => number;
  /** Undefined where the broker is another's, which keeps its own door. */
  readonly signInsRefused: () => SignInsRefused | undefined;
  readonly close: () => Promise<void>;
}

const GIGABYTE = 1_000_000_000;
/** The list of troubles follows closely, and a doubt that only the distant past would raise is in the store all the same. */
const TROUBLE_LOOK_BACK_ROWS = 20_000;
/** What lies under this is a sensor's, whether the town reads it or not: what it does not read is to be seen, not lost. */
const OWN_TOPICS = 'sensors/#';

/** A valid town, and the files it was read from. */
export interface TownAsRead {
  readonly town: Town;
  readonly texts: ReadonlyMap<string, string>;
}

/** Opens the house. Throws what a person can act on; whatever was opened before is closed again. `onAnotherPlaying` hears that the lane began anew: this house takes nothing of that. */
export async function openHouse(settings: Settings, read: TownAsRead, tell: (line: string) => void, onAnotherPlaying: () => void = () => undefined): Promise<House> {
  const { lane, demo } = settings;
  const clock = lane !== undefined ? new LaneHand(lane, onAnotherPlaying) : settings.clock === undefined ? realClock : testClock(settings.clock);
  const live = stateFolder(settings.dataDir, demo);
  const folder = lane === undefined ? live : join(settings.dataDir, 'lanes', lane);
  // A demo and a lane begin with a dry town each time; they have folders of their own so that this never touches real data.
  const locked = lane === undefined ? settings.dataDir : folder;
  mkdirSync(locked, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(locked);
  try {
    if (demo === 'storm') rmSync(folder, { recursive: true, force: true });
    if (lane !== undefined) for (const file of readdirSync(folder)) if (file.includes('.sqlite')) rmSync(join(folder, file));
    mkdirSync(folder, { recursive: true });
    const { town } = read;
    const shown = lane === undefined ? read : { ...read, town: { ...town, name: `ØVELSE ${lane} · ${town.name}` } };
    return await furnish(settings, shown, clock, { folder, people: live }, tell, unlock);
  } catch (fault) {
    unlock();
    throw fault;
  }
}

async function furnish(
  settings: Settings,
  { town, texts }: TownAsRead,
  clock: Clock,
  { folder, people }: { readonly folder: string; readonly people: string },
  tell: (line: string) => void,
  unlock: () => void,
): Promise<House> {
  const journal = openJournal({
    file: join(folder, 'journal.sqlite'),
    bounds: { days: settings.journalDays, bytes: settings.journalGb * GIGABYTE },
    consumers: [STORE_CURSOR, ROLLED_CURSOR],
  });
  if (journal.salvaged !== undefined) {
    const { saved, lost, asideAs } = journal.salvaged;
    tell(`The journal was damaged: ${saved} entries were saved, ${lost} could not be read. The damaged file is kept as ${asideAs}.`);
  }
  const tellOfRefused = sparingly(tell);
  const { archive, worksForItself } = openArchiveBeside({
    settings,
    town,
    folder,
    clock,
    onRefused: ({ sensor, reason, line }) => {
      intake.notStored(sensor, `${reason}: ${line}`);
      tellOfRefused('refused', `The store refuses what ${sensor} said: ${reason}. It is set aside in refused-by-store.jsonl, and the message stays in the journal.`);
    },
  });
  const { sessionSecret } = settings;
  const accounts = openInstalledAccounts({ folder: people, now: Date.now(), ...(sessionSecret === undefined ? {} : { sessionSecret }) });
  const passwords = new Passwords();
  const refusals = new Refusals(tell);
  const index = new TownIndex(town);
  const sandbox = runsScripts(town) ? await openSandbox() : undefined;
  let notes: Noted[] = [];
  const noted = (): readonly Noted[] => {
    const since = notes;
    if (since.length > 0) notes = [];
    return since;
  };
  const watch = new TownWatch(town, sandbox, { onNoted: (note) => notes.push(note), lateCounts: 'are-left-to-the-store', index });
  const feed: LiveFeed = new LiveFeed({ snapshot: () => ({ ...watch.snapshot(clock.now()), spool: keeper.state }), now: () => clock.now() });
  const listener = new RowListener(journal, index, sandbox);
  const writer = new StoreWriter({
    journal,
    archive,
    listener,
    sensor: (id) => index.knownSensor(id),
    numbers: index.numbers,
    worksForItself,
    onFault: (fault) => {
      tell(`The store does not answer: ${fault}. Messages wait in the journal.`);
      keeper.publishNow();
    },
    onMended: () => {
      tell('The store answers again.');
      keeper.publishNow();
    },
  });
  let brokerUrl = settings.mqttUrl ?? '';
  // What a lane plays has been or is made up: nobody is asked for anything on account of it.
  const rebirths = settings.lane === undefined ? new RebirthRequests({ devices: town.devices, connect: () => connectPublisher({ url: brokerUrl, clientId: `${settings.mqttClientId}-commands` }), now: () => clock.now(), tell }) : undefined;
  const outbox = settings.lane === undefined ? undefined : openLaneOutbox({ lane: settings.lane, folder, town });
  const intake: Intake = new Intake({
    journal,
    watch,
    clock,
    onTaken: (taken) => {
      feed.publish(taken.changes);
      outbox?.(taken.changes, clock.now());
      writer.take(taken);
      const since = noted();
      trouble.take(taken.seq, since, taken.observations);
      rebirths?.take(since);
    },
    onChanges: (changes) => {
      feed.publish(changes);
      outbox?.(changes, clock.now());
      trouble.take(undefined, noted(), []);
    },
    tell,
  });
  const since = rememberSince(journal, clock.now());
  const countedFrom = journal.seqBefore(since);
  // What the store has and is not told again need not wait for it: a day of ten thousand sensors is 14 million rows.
  const toldAfter = journal.cursor(STORE_CURSOR);
  const restored = intake.restore(since, (heard) => {
    if (heard.seq > toldAfter) writer.take(heard);
  });
  // What the journal holds is in the list of troubles already, or will be when it has caught up.
  noted();
  const trouble = new TroubleKeeper({ journal, log: openTroubleLog({ file: join(folder, 'trouble.sqlite') }), listener: new RowListener(journal, index, sandbox, { lookBackRows: TROUBLE_LOOK_BACK_ROWS }), tell });
  if (restored.damaged > 0) tell(`${restored.damaged} rows of the journal are damaged and were passed over.`);
  await intake.town(townEntryOf(texts, clock.now())).catch((fault: unknown) => tell(`The town could not be entered into the journal: ${String(fault)}`));
  const keeper: JournalKeeper = new JournalKeeper({ journal, intake, clock, storeAnswers: () => writer.fault === undefined, damagedRows: restored.damaged + journal.lostRows, publish: (spool) => feed.publish([{ kind: 'spool', spool }]), tell });
  writer.wake();
  const topics = topicsOf(town);
  const decodeAgain = new DecodeAgain({
    journal, archive, index, watch, intake, trouble, listener, rebirths, texts, topics, noted, countedFrom,
    readTown: () => readTownBeside(settings.townDir),
    now: () => clock.now(),
    publish: (changes) => feed.publish(changes),
  });
  const tellNowAndThen = sparingly(tell);
  const readiness = new ReadinessKeeper(openReadinessLog({ file: join(folder, 'readiness.sqlite') }), idfOf(town.idf), (line) => tellNowAndThen('readiness', line));
  readiness.remind(watch, clock.now());
  const dutyLog = new DutyLogKeeper({ journal, log: openDutyLog({ file: join(folder, 'duty-log.sqlite') }), tell });
  const stopRecalling = recallLastWords({ index, archive, watch, now: () => clock.now(), tell: (line) => tellNowAndThen('last words', line) });
  const noteEpisodes = (): void => noteOldestOpen(journal, watch.oldestOpenEpisode());
  // A tick that is under way when the house closes must not write to a journal that is closed: another house may follow in this process.
  let isClosed = false;
  const stopStoreKeeper = keepStore({ archive, clock, months: settings.rawMonths, trustsClock: () => keeper.trustsClock, tell });
  const stopTicker = startTicker(clock, () => {
    // A lane that has not begun has no time at all.
    if (clock instanceof LaneHand && !clock.isRunning) return;
    void intake.tick().then(() => {
      if (isClosed) return;
      noteEpisodes();
      dutyLog.passed(journal.lastSeq());
      readiness.take(watch.catchmentReadiness(), clock.now());
    });
  });
  // What is played or practised hears nothing of tonight's real weather.
  const stopPolling = settings.lane === undefined ? startPolling({ settings, town, intake, clock, tell: tellNowAndThen }) : () => undefined;
  const slow = new SlowDesk({ index, archive, watch, intake, clock, tell: (line) => tellNowAndThen('slow', line) });
  const backtests = new BacktestDesk({ town, archive, sandbox, now: () => clock.now() });
  const closeStores = async () => {
    stopTicker();
    stopRecalling();
    stopPolling();
    slow.stop();
    keeper.stop();
    stopStoreKeeper();
    feed.stop();
    writer.stop();
    trouble.stop();
    dutyLog.stop();
    isClosed = true;
    readiness.close();
    noteEpisodes();
    journal.close();
    await archive.close();
    accounts.close();
  };
  try {
    const broker = await openBroker({ settings, town, accounts, journal, topics, intake, clock, tell });
    brokerUrl = broker.url;
    return {
      settings, town, clock, journal, archive, index, watch, intake, writer, keeper, feed, slow, trouble, dutyLog, readiness, decodeAgain,
      accounts, passwords, refusals, backtests, texts,
      signInDesk: new SignInDesk(accounts, passwords),
      doorkeeper: new Doorkeeper({ accounts, refusals, settings }),
      mqttUrl: broker.url,
      brokerConnected: broker.connected,
      sessionsLost: broker.sessionsLost,
      signInsRefused: broker.signInsRefused,
      close: async () => {
        await rebirths?.close();
        await broker.close();
        await decodeAgain.stop();
        await backtests.close();
        await closeStores();
        unlock();
      },
    };
  } catch (fault) {
    await closeStores();
    throw fault;
  }
}

interface Broker {
  readonly url: string;
  readonly connected: () => boolean;
  readonly sessionsLost: () => number;
  readonly signInsRefused: () => SignInsRefused | undefined;
  readonly close: () => Promise<void>;
}

/** What the house listens to: each message reaches it once, whatever the town's topics have in common. */
const topicsOf = ({ sources }: Town): readonly string[] => fewestFilters([OWN_TOPICS, ...sources.map(({ topic }) => topic)]);

interface BrokerOptions {
  readonly settings: Settings;
  readonly town: Town;
  readonly accounts: Accounts;
  readonly journal: Journal;
  readonly topics: readonly string[];
  readonly intake: Intake;
  readonly clock: Clock;
  readonly tell: (line: string) => void;
}

/** What comes is live's, or one lane's: live takes nothing of a lane whatever its town listens to, and a lane nothing else. */
async function openBroker({ settings, town, accounts, journal, topics, intake, clock, tell }: BrokerOptions): Promise<Broker> {
  const { mqttUrl, mqttClientId, lane } = settings;
  const take = async (topic: string, payload: Uint8Array, clientId: string): Promise<void> => {
    if (!(clock instanceof LaneHand)) return isInLane(topic) ? undefined : intake.message({ topic, payload, clientId });
    const heard = clock.hear(topic, payload);
    // Not acknowledged, so that the broker keeps it for the house that begins anew.
    if (heard.kind === 'another-playing') throw new Error('another playing of the lane has begun');
    return heard.kind === 'sensor' ? intake.message({ topic: heard.topic, payload, clientId }) : undefined;
  };
  if (mqttUrl !== undefined) {
    let connected = false;
    let sessionsLost = 0;
    // Kept as a cursor, so that a session lost while we were away shows at the next start; it holds no row back.
    const session = `session ${mqttClientId === USUAL_CLIENT_ID ? '' : `of ${mqttClientId} `}at ${new URL(mqttUrl).host}`;
    const subscriber = connectSubscriber({
      url: mqttUrl,
      version: settings.mqttVersion,
      hadSession: journal.cursor(session) > 0,
      clientId: lane === undefined ? mqttClientId : `${mqttClientId}-lane-${lane}`,
      filters: lane === undefined ? topics : [laneClockTopic(lane), ...topics.map((topic) => laneTopic(lane, topic))],
      onMessage: ({ topic, payload }) => take(topic, payload, 'broker'),
      onState: (state) => {
        connected = state.state !== 'disconnected';
        if (clock instanceof LaneHand && clock.isOver) return;
        if (state.state === 'connected') journal.moveCursor(session, Math.max(1, journal.lastSeq()));
        if (state.state === 'disconnected') tell(`The MQTT broker at MQTT_URL is gone: ${state.reason}. Trying again in ${Math.ceil(state.retryInMs / 1000)} s.`);
        if (state.state === 'disconnected' && state.contested) tell(`Another program seems to use our client id "${mqttClientId}" at that broker, and each misses what the other takes: give one of them another with MQTT_CLIENT_ID.`);
        if (state.state === 'session-lost') sessionsLost += 1;
        if (state.state === 'session-lost') tell('The MQTT broker forgot our session: what it held for us while we were away is gone.');
      },
      random: Math.random,
    });
    return { url: mqttUrl, connected: () => connected, sessionsLost: () => sessionsLost, signInsRefused: () => undefined, close: () => subscriber.close() };
  }
  const tellRefusal = sparingly(tell);
  const refused = new RefusedSignIns();
  const { door, ownAddress } = brokerDoor({ devices: accounts.devices, sources: town.sources, admitsAnyone: settings.isSampleTown });
  const broker = await startEmbeddedBroker({
    host: settings.mqttHost,
    port: settings.mqttPort,
    door,
    sources: topics,
    onPublish: ({ topic, payload, clientId }) => take(topic, payload, clientId),
    onRefused: ({ reason, clientId, detail }) => {
      // What could not be committed is the journal's fault, told by the intake; the rest is the sender's, and told now and then.
      if (reason === 'not-committed') return;
      if (reason === 'not-let-in') {
        refused.note(performance.now());
        return tellRefusal(reason, `The broker does not let "${clientId}" in (${detail}): a device's account is made with "voldgrav device add".`);
      }
      intake.refused(reason, detail, `client ${clientId}`);
      tellRefusal(reason, `The broker closed the connection of "${clientId}": ${reason}, ${detail}.`);
    },
  });
  return { url: ownAddress(settings.mqttHost, broker.port), connected: () => true, sessionsLost: () => 0, signInsRefused: () => refused.counts(performance.now()), close: () => broker.close() };
}
