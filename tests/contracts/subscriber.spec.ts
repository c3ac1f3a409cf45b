import { startEmbeddedBroker } from '@voldgrav/mqtt';
import { startMosquitto } from './mosquitto.ts';
import { subscriberContract } from './subscriber.contract.ts';

for (const version of ['3.1.1', '5'] as const) subscriberContract(`Mosquitto by MQTT ${version}`, startMosquitto, version);

// It speaks MQTT 3.1.1 only, and says so to who tries 5 (embedded-broker.spec.ts).
subscriberContract('the embedded broker', async (port) => {
  const broker = await startEmbeddedBroker({ host: '127.0.0.1', port, sources: ['sensors/#'], onPublish: async () => undefined, onRefused: () => undefined });
  return { url: `mqtt://127.0.0.1:${broker.port}`, stop: () => broker.close() };
}, '3.1.1');
