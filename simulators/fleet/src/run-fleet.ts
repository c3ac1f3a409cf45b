import { setTimeout as wait } from 'node:timers/promises';
import { type BrokerAddress } from './broker-address.ts';
import { connectFleet, type FleetLink } from './fleet-link.ts';
import { type FleetLanguage, fleetSpeaker, languageAt } from './fleet-language.ts';
import type { FleetSensor } from './fleet-sensor.ts';
import type { FleetMessage, FleetSpeaker } from './fleet-speaker.ts';
import { LatencyHistogram } from './latency-histogram.ts';
import { seededDice } from './seeded-dice.ts';

export interface FleetRun {
  readonly address: BrokerAddress;
  readonly sensors: readonly FleetSensor[];
  /** Messages a second of all sensors together; 'most' is as fast as the broker acknowledges. */
  readonly rate: number | 'most';
  /** Until the signal when absent. */
  readonly seconds?: number;
  readonly qos: 0 | 1;
  /** 'mixed': the sensors in turn, each in a language of its own. Our JSON when left out. */
  readonly language?: FleetLanguage | 'mixed';
  readonly seed: number;
  /** Messages without their PUBACK at most. */
  readonly limit: number;
  readonly signal: AbortSignal;
  /** Hears again and again how many have been sent, and for how many seconds. */
  readonly onProgress?: (sent: number, seconds: number) => void;
}

/** What was sent, greetings apart, and how the broker kept up. Times run from when a message was due, not from when there was room to send it. */
export interface FleetOutcome {
  readonly startedAt: number;
  readonly sent: number;
  readonly acknowledged: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly acknowledgedMs: { readonly p50: number; readonly p99: number; readonly max: number } | null;
}

const TURN_MS = 1;
/** Between two writes at most, so that acknowledgements are read in between. */
const MOST_A_TURN = 500;
const LAST_ACKNOWLEDGEMENTS_MS = 10_000;

/** Sends in turn for every sensor at an even rate. Rejects with one sentence when the broker cannot be had or goes. */
export async function runFleet(run: FleetRun): Promise<FleetOutcome> {
  const { sensors, rate, qos, limit, signal } = run;
  const waits = new LatencyHistogram();
  let isGreeting = true;
  const link = await connectFleet({
    address: run.address,
    clientId: `fleet-${process.pid}`,
    qos,
    limit,
    onAcknowledged: (dueMs) => (isGreeting ? undefined : waits.add(clockMs() - dueMs)),
  });
  const language = run.language ?? 'json';
  const speakers = sensors.map((sensor, place) => fleetSpeaker(language === 'mixed' ? languageAt(place) : language, sensor));
  const say = inTurn(speakers, seededDice(run.seed));
  await Promise.race([greeted(speakers, link, run), link.ended]);
  isGreeting = false;
  const startedAt = clockMs();
  const end = run.seconds === undefined ? Infinity : startedAt + run.seconds * 1000;
  let sent = 0;

  const sendDue = (): void => {
    const now = Math.min(clockMs(), end);
    const due = rate === 'most' ? Infinity : Math.floor(((now - startedAt) / 1000) * rate);
    const turn = Math.min(due - sent, limit - link.onTheWay(), MOST_A_TURN);
    for (let left = turn; left > 0; left -= 1) {
      const dueMs = rate === 'most' ? now : startedAt + ((sent + 1) / rate) * 1000;
      const { topic, payload } = say(sent, dueMs);
      link.publish(topic, payload, dueMs);
      sent += 1;
    }
    link.flush();
  };

  const work = async (): Promise<void> => {
    const total = rate === 'most' || run.seconds === undefined ? undefined : Math.floor(run.seconds * rate);
    while (!signal.aborted && (total === undefined ? clockMs() < end : sent < total)) {
      sendDue();
      run.onProgress?.(sent, (clockMs() - startedAt) / 1000);
      await wait(rate === 'most' ? 0 : TURN_MS);
    }
    const giveUpAt = clockMs() + LAST_ACKNOWLEDGEMENTS_MS;
    while (link.onTheWay() > 0 && clockMs() < giveUpAt) await wait(TURN_MS);
  };
  await Promise.race([work(), link.ended]);
  const seconds = (clockMs() - startedAt) / 1000;
  link.close();
  const acknowledged = qos === 0 ? sent : waits.count;
  return { startedAt, sent, acknowledged, seconds, perSecond: acknowledged / seconds, acknowledgedMs: summaryOf(waits) };
}

/** Says what has to be said before the load, of which it is no part: the births of edge nodes. */
async function greeted(speakers: readonly FleetSpeaker[], link: FleetLink, { limit, signal }: FleetRun): Promise<void> {
  for (const { greet } of speakers) {
    if (greet === undefined) continue;
    while (link.onTheWay() >= limit && !signal.aborted) {
      link.flush();
      await wait(TURN_MS);
    }
    if (signal.aborted) return;
    const now = clockMs();
    const { topic, payload } = greet(Math.floor(now));
    link.publish(topic, payload, now);
  }
  link.flush();
  while (link.onTheWay() > 0 && !signal.aborted) await wait(TURN_MS);
}

/** The next message in turn. A sensor's times rise by a millisecond at least, since two values of one time are a conflict. */
function inTurn(speakers: readonly FleetSpeaker[], dice: () => number) {
  const last = new Float64Array(speakers.length);
  return (count: number, dueMs: number): FleetMessage => {
    const index = count % speakers.length;
    const at = Math.max(Math.floor(dueMs), (last[index] ?? 0) + 1);
    last[index] = at;
    return (speakers[index] as FleetSpeaker).say(at, dice, Math.floor(count / speakers.length));
  };
}

function summaryOf(waits: LatencyHistogram): FleetOutcome['acknowledgedMs'] {
  const [p50, p99, { max }] = [waits.quantile(0.5), waits.quantile(0.99), waits];
  return p50 === undefined || p99 === undefined || max === undefined ? null : { p50, p99, max };
}

/** UTC in ms, finer than Date.now() and not moved while the process runs. */
const clockMs = (): number => performance.timeOrigin + performance.now();
