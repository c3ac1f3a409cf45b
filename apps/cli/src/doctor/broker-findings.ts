import { randomUUID } from 'node:crypto';
import { connectAsync, type MqttClient } from 'mqtt';
import { fault, fine, type Finding, reasonOf, warning } from './finding.ts';

const PATIENCE = 5_000;
/** Nothing that the server listens to. */
const TOPIC = 'voldgrav/doctor';

/** Sends a message to the broker at `url` at QoS 1 and waits for it to come back. */
export async function brokerFinding(url: string): Promise<Finding> {
  const { host } = new URL(url);
  let client: MqttClient;
  try {
    client = await within(connectAsync(url, { clientId: `voldgrav-doctor-${randomUUID().slice(0, 8)}`, clean: true, protocolVersion: 4, reconnectPeriod: 0, connectTimeout: PATIENCE }, false), 'it does not answer');
  } catch (cause) {
    return fault('broker', `${host} cannot be reached: ${reasonOf(cause)}`, 'see whether it runs, and the address, name and password in MQTT_URL');
  }
  try {
    const topic = `${TOPIC}/${randomUUID()}`;
    const comesBack = new Promise<void>((resolve) => client.once('message', () => resolve()));
    const heard = await within(client.subscribeAsync(topic, { qos: 1 }).then(() => true, () => false), 'it does not answer a subscription');
    const beganAt = performance.now();
    await within(client.publishAsync(topic, '', { qos: 1 }), 'it acknowledges nothing at QoS 1');
    if (!heard || !(await within(comesBack, 'lost').then(() => true, () => false))) {
      return warning('broker', `${host} acknowledges at QoS 1, but does not hand our own message back`, `give the server's account "topic readwrite ${TOPIC}/#" in its access list, so that this can be tried`);
    }
    return fine('broker', `${host} took a message at QoS 1 and handed it back in ${Math.round(performance.now() - beganAt)} ms`);
  } catch (cause) {
    return fault('broker', `${host} was reached, but ${reasonOf(cause)}`, 'look into its log');
  } finally {
    await client.endAsync(true);
  }
}

async function within<Result>(work: Promise<Result>, otherwise: string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error(`${otherwise} within ${PATIENCE / 1_000} s`)), PATIENCE)));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
