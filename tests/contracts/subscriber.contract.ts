import { setTimeout as wait } from 'node:timers/promises';
import { connectPublisher, connectSubscriber, type Publisher, type SubscribedMessage, type Subscriber, type SubscriberOptions, type SubscriberState } from '@voldgrav/mqtt';
import { connect } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import type { RunningBroker } from './mosquitto.ts';
import { nextEvent } from './next-event.ts';

const CLIENT = 'voldgrav-contract';
const textOf = ({ payload }: SubscribedMessage): string => Buffer.from(payload).toString();

/** Waits until `holds` does, and fails with what was awaited when it has not in five seconds. */
async function until(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (holds()) return;
    await wait(10);
  }
  throw new Error(`Waited in vain until ${what}`);
}

/** What our subscriber promises on any broker: acknowledged after the commit, many on the way at once, never silent about a loss. */
export function subscriberContract(kind: string, start: (port: number) => Promise<RunningBroker>, version: '3.1.1' | '5'): void {
  describe(`the subscriber on ${kind}`, () => {
    let port: number;
    let broker: RunningBroker;
    let publisher: Publisher;
    let subscribers: Subscriber[];
    let states: SubscriberState[];

    beforeEach(async () => {
      port = await freePort();
      broker = await start(port);
      publisher = await connectPublisher({ url: broker.url, clientId: 'contract-sensor' });
      subscribers = [];
      states = [];
    });
    afterEach(async () => {
      await Promise.all(subscribers.map((subscriber) => subscriber.close()));
      await publisher.close();
      await broker.stop();
    });

    const isConnected = (): boolean => states.at(-1)?.state === 'connected';
    const send = (text: string): Promise<void> => publisher.publish('sensors/rain-17/json', text, { qos: 1, retain: false });
    function subscribe(onMessage: SubscriberOptions['onMessage'], change: Partial<SubscriberOptions> = {}): Subscriber {
      const options = { url: broker.url, version, clientId: CLIENT, filters: ['sensors/#'], random: () => 0.01, onState: (state: SubscriberState) => states.push(state) };
      const subscriber = connectSubscriber({ ...options, onMessage, ...change });
      subscribers.push(subscriber);
      return subscriber;
    }
    /** Takes the subscriber's connection away, as a broker does when a second client comes with its name, and keeps the session. */
    async function kickOut(): Promise<void> {
      const intruder = connect(broker.url, { clientId: CLIENT, clean: false, reconnectPeriod: 0 });
      // What the broker hands to the intruder must stay unacknowledged, or it would be taken from the subscriber.
      intruder.handleMessage = () => undefined;
      await nextEvent(intruder, 'connect');
      intruder.stream.destroy();
    }

    it('hears what is published, byte for byte', async () => {
      const heard: SubscribedMessage[] = [];
      subscribe(async (message) => void heard.push(message));
      await until('connected', isConnected);
      await publisher.publish('sensors/å/json', Uint8Array.of(0, 255, 128), { qos: 1, retain: false });
      await until('a message came', () => heard.length > 0);
      expect(heard.map(({ topic, payload }) => [topic, ...payload])).toEqual([['sensors/å/json', 0, 255, 128]]);
    });

    it('is sent again what it had not made safe when the connection was lost, and nothing that it had', async () => {
      const heard: string[] = [];
      let makeSafe = true;
      subscribe((message) => {
        heard.push(textOf(message));
        return makeSafe ? Promise.resolve() : new Promise(() => undefined);
      });
      await until('connected', isConnected);
      await send('safe');
      await until('the first came', () => heard.length === 1);
      makeSafe = false;
      await send('not safe');
      await until('the second came', () => heard.length === 2);
      makeSafe = true;
      await kickOut();
      await until('it came again', () => heard.length === 3);
      await wait(200);
      expect(heard).toEqual(['safe', 'not safe', 'not safe']);
      expect(states.map(({ state }) => state)).toEqual(['connected', 'disconnected', 'connected']);
    });

    it('drops the connection when a message could not be made safe, says why, and has it sent again', async () => {
      const heard: string[] = [];
      subscribe(async (message) => {
        heard.push(textOf(message));
        if (heard.length === 1) throw new Error('the disk is full');
      });
      await until('connected', isConnected);
      await send('a');
      await until('it came again', () => heard.length === 2);
      expect(heard).toEqual(['a', 'a']);
      expect(states.find(({ state }) => state === 'disconnected')).toMatchObject({ reason: 'a message could not be made safe: the disk is full' });
    });

    it('does not wait for one message before it takes the next', async () => {
      const heard: string[] = [];
      subscribe((message) => {
        heard.push(textOf(message));
        return new Promise(() => undefined);
      });
      await until('connected', isConnected);
      // Mosquitto sends 20 without an acknowledgement and then holds back (operations.md M3).
      await Promise.all(Array.from({ length: 30 }, (_, i) => send(String(i))));
      await until('20 were on the way together', () => heard.length >= 20);
    });

    it('keeps its connection while a commit takes longer than the keep-alive, and does not have the message sent again', async () => {
      const heard: string[] = [];
      let makeSafe = (): void => undefined;
      subscribe(
        (message) => {
          heard.push(textOf(message));
          return new Promise((resolve) => (makeSafe = resolve));
        },
        { keepalive: 1 },
      );
      await until('connected', isConnected);
      await send('slow');
      await until('it came', () => heard.length === 1);
      // A broker gives up after one and a half times the keep-alive [MQTT-3.1.2-24].
      await wait(3_500);
      makeSafe();
      await wait(200);
      expect([heard, states.map(({ state }) => state)]).toEqual([['slow'], ['connected']]);
    });

    it('keeps its connection while nothing becomes safe for longer than the keep-alive, with its window full, and has every message once', async () => {
      const heard: string[] = [];
      const waiting: (() => void)[] = [];
      let stalled = true;
      subscribe(
        (message) => {
          heard.push(textOf(message));
          return stalled ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();
        },
        { keepalive: 1, inFlight: 10 },
      );
      await until('connected', isConnected);
      const texts = Array.from({ length: 100 }, (_, i) => String(i));
      await Promise.all(texts.map(send));
      await until('its window is full', () => heard.length >= 10);
      // A client and a broker give up after one and a half times the keep-alive [MQTT-3.1.2-24].
      await wait(4_000);
      stalled = false;
      waiting.splice(0).forEach((resolve) => resolve());
      await until('all came', () => heard.length >= texts.length);
      await wait(200);
      expect([heard, states.map(({ state }) => state)]).toEqual([texts, ['connected']]);
    });

    it('stops reading at its own limit of messages on the way, and goes on when half are safe', async () => {
      const heard: string[] = [];
      const waiting: (() => void)[] = [];
      subscribe(
        (message) => {
          heard.push(textOf(message));
          return new Promise((resolve) => waiting.push(resolve));
        },
        { inFlight: 4 },
      );
      await until('connected', isConnected);
      await Promise.all(Array.from({ length: 10 }, (_, i) => send(String(i))));
      await until('four came', () => heard.length === 4);
      await wait(200);
      expect(heard).toHaveLength(4);
      waiting.splice(0, 2).forEach((resolve) => resolve());
      await until('two more came', () => heard.length === 6);
      waiting.splice(0).forEach((resolve) => resolve());
      await until('four more came', () => heard.length === 10);
      expect(heard).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
      waiting.splice(0).forEach((resolve) => resolve());
    });

    it('finds after a pause what was sent meanwhile', async () => {
      const heard: string[] = [];
      const before = subscribe(async (message) => void heard.push(textOf(message)));
      await until('connected', isConnected);
      await before.close();
      await send('meanwhile');
      subscribe(async (message) => void heard.push(textOf(message)));
      await until('it came', () => heard.length === 1);
      // What waited comes at the broker's greeting, before our own subscription is confirmed.
      await until('connected again', () => states.length === 2);
      expect(states.at(-1)).toEqual({ state: 'connected', sessionPresent: true });
    });

    it('acknowledges what becomes safe while it closes', async () => {
      const heard: string[] = [];
      const before = subscribe(async (message) => {
        heard.push(textOf(message));
        await wait(100);
      });
      await until('connected', isConnected);
      await send('last');
      await until('it came', () => heard.length === 1);
      await before.close();
      subscribe(async (message) => void heard.push(textOf(message)));
      await until('connected again', () => states.length === 2);
      await wait(200);
      expect(heard).toEqual(['last']);
    });

    it('subscribes again and says so when the broker has forgotten it', async () => {
      const heard: string[] = [];
      subscribe(async (message) => void heard.push(textOf(message)));
      await until('connected', isConnected);
      await broker.stop();
      await until('the loss was noticed', () => states.at(-1)?.state === 'disconnected');
      broker = await start(port);
      await until('connected again', isConnected);
      expect(states.slice(-2)).toEqual([{ state: 'session-lost' }, { state: 'connected', sessionPresent: false }]);
      await send('after');
      await until('it came', () => heard.length === 1);
    });

    it('says so too when the broker has forgotten it while it was not running', async () => {
      subscribe(async () => undefined, { hadSession: true, clientId: 'forgotten' });
      await until('connected', isConnected);
      expect(states).toEqual([{ state: 'session-lost' }, { state: 'connected', sessionPresent: false }]);
    });

    it('says so when another client of its id takes its session again and again, and not at the first times', async () => {
      subscribe(async () => undefined);
      for (let times = 1; times <= 3; times++) {
        await until('connected', isConnected);
        await kickOut();
        await until('the loss was noticed', () => states.filter(({ state }) => state === 'disconnected').length === times);
      }
      expect(states.map((state) => state.state === 'disconnected' && state.contested).filter((_, i) => states[i]?.state === 'disconnected')).toEqual([false, false, true]);
    });

    it('keeps trying while there is no broker, with longer waits', async () => {
      await broker.stop();
      subscribe(async () => undefined);
      await until('three tries failed', () => states.length === 3);
      expect(states.map((state) => (state.state === 'disconnected' ? state.retryInMs : undefined))).toEqual([10, 20, 40]);
      expect(states.map((state) => state.state === 'disconnected' && state.contested)).toEqual([false, false, false]);
      expect(states[0]?.state === 'disconnected' && states[0].reason).toContain('ECONNREFUSED');
      broker = await start(port);
      await until('connected', isConnected);
    });

    it('stops trying when it is closed', async () => {
      await broker.stop();
      const closer = new AbortController();
      subscribe(async () => undefined, { signal: closer.signal });
      await until('a try failed', () => states.length === 1);
      closer.abort();
      await wait(200);
      expect(states.length).toBeLessThanOrEqual(2);
      broker = await start(port);
    });
  });
}
