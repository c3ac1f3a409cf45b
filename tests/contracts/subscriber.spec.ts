import { startEmbeddedBroker } from '@voldgrav/mqtt';
import { startMosquitto } from './mosquitto.ts';
import { subscriberContract } from './subscriber.contract.ts';

subscriberContract('Mosquitto', startMosquitto);

subscriberContract('the embedded broker', async (port) => {
  const broker = await startEmbeddedBroker({ host: '127.0.0.1', port, sources: ['sensors/#'], onPublish: async () => undefined, onRefused: () => undefined });
  return { url: `mqtt://127.0.0.1:${broker.port}`, stop: () => broker.close() };
});
