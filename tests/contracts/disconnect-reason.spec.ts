import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { connectSubscriber, type SubscriberState } from '@voldgrav/mqtt';
import { expect, it, onTestFinished } from 'vitest';

/** MQTT 5 §3.2: accepted, no session, no properties. */
const CONNACK = Buffer.from([0x20, 0x03, 0x00, 0x00, 0x00]);

// Mosquitto 2.0.11 closes the socket without a word where MQTT 5 would have it say why, so the broker here is a few bytes long.
it.each([
  ['§3.14.2.1: 142', Buffer.from([0xe0, 0x02, 0x8e, 0x00]), 'the broker closed the connection: Session taken over (MQTT 5 reason code 142)', true],
  ['§3.14.2.1: 139', Buffer.from([0xe0, 0x02, 0x8b, 0x00]), 'the broker closed the connection: Server shutting down (MQTT 5 reason code 139)', false],
  ['§3.14.2.1: without a code it is 0', Buffer.from([0xe0, 0x00]), 'the broker closed the connection: it does not say why (MQTT 5 reason code 0)', false],
])('the reason a broker of MQTT 5 gives for closing the connection is told (%s)', async (_, disconnect, reason, contested) => {
  const server = createServer((socket) => {
    socket.once('data', () => socket.write(CONNACK));
    setTimeout(() => socket.end(disconnect), 50);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const states: SubscriberState[] = [];
  const subscriber = connectSubscriber({
    url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    version: '5',
    clientId: 'told-why',
    filters: ['sensors/#'],
    random: () => 0.99,
    onMessage: async () => undefined,
    onState: (state) => states.push(state),
  });
  onTestFinished(() => subscriber.close());
  await expect.poll(() => states[0]).toMatchObject({ state: 'disconnected', reason, contested });
});
