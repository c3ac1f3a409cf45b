import type { MqttClient } from 'mqtt';

export interface PublishOptions {
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
}

export interface Publisher {
  /**
   * Resolves when the broker has acknowledged (QoS 1 and 2) or when the message is in the socket (QoS 0). While the broker
   * is away QoS 1 and 2 wait in memory and go out on the next connection; QoS 0 rejects.
   */
  publish(topic: string, payload: string | Uint8Array, options: PublishOptions): Promise<void>;
  /** Waits for what is not yet acknowledged, then says goodbye. Call it while the broker is there. */
  close(): Promise<void>;
}

/** Connects, and keeps connecting again after a loss. Rejects when the broker cannot be reached at the first try. */
export async function connectPublisher({ url, clientId }: { readonly url: string; readonly clientId: string }): Promise<Publisher> {
  // Loading it takes longer than most commands, which publish nothing.
  const { connect } = await import('mqtt');
  const client = connect(url, { clientId, protocolVersion: 4, queueQoSZero: false, reconnectPeriod: 1_000 });
  await firstConnection(client, url);
  return {
    async publish(topic, payload, { qos, retain }) {
      await client.publishAsync(topic, typeof payload === 'string' ? payload : Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength), { qos, retain });
    },
    async close() {
      await client.endAsync();
    },
  };
}

function firstConnection(client: MqttClient, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (cause?: Error): void => {
      client.end(true);
      reject(new Error(`Could not connect to the broker at ${new URL(url).host}`, { cause }));
    };
    client.once('error', giveUp);
    client.once('close', giveUp);
    client.once('connect', () => {
      client.off('error', giveUp);
      client.off('close', giveUp);
      resolve();
    });
  });
}
