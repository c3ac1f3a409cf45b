import type { RunningMosquitto } from '@voldgrav/test-contracts/mosquitto';
import type { Consumer, Consuming, Later } from './consumer.ts';
import { fleetTownFolder } from './fleet-town-folder.ts';
import { ourServer } from './our-server.ts';
import { mosquittoSub, plainMqttJs } from './peer-subscribers.ts';
import { realMosquitto } from './real-mosquitto.ts';

/** Sensors of the fleet whose messages ours and its peers receive. */
export const SENSORS = 1_000;

/** Where the messages go, and how the receiver comes back to its session there to take `count` of them. */
export interface Reception {
  readonly broker: RunningMosquitto;
  readonly start: (count: number) => Promise<Consuming>;
}

export interface Receivers {
  readonly ours: Consumer;
  readonly peers: Readonly<Record<'mosquitto_sub' | 'plain MQTT.js', Consumer>>;
}

export const receivers = (later: Later): Receivers => ({
  ours: ourServer(fleetTownFolder(SENSORS, later), later),
  peers: { mosquitto_sub: mosquittoSub(later), 'plain MQTT.js': plainMqttJs(later) },
});

/** Gives what `measure` does of one receiver with a broker of its own, which has a session for it already. */
export async function received(consumer: Consumer, later: Later, measure: (reception: Reception) => Promise<number>): Promise<number> {
  const broker = await realMosquitto(later);
  await consumer.subscribe(broker);
  let consuming: Consuming | undefined;
  const value = await measure({ broker, start: async (count) => (consuming = await consumer.start(broker, count)) });
  await consuming?.stop();
  await broker.stop();
  return value;
}
