import { type EventEmitter, once } from 'node:events';
import type { MqttClient } from 'mqtt';

/** Waits for an MQTT client's next event of this name, and gives what it brings. MQTT.js types its emitter in a way that `once` does not accept. */
export const nextEvent = (client: MqttClient, name: 'connect' | 'close' | 'error'): Promise<readonly unknown[]> =>
  once(client as unknown as EventEmitter, name);
