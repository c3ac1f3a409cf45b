import { setTimeout as wait } from 'node:timers/promises';
import { connect, type MqttClient } from 'mqtt';
import { type SampleReading, sampleReading } from './sample-readings.ts';
import { until } from './server-process.ts';

const RECONNECT_MS = 100;

export interface PublisherOptions {
  readonly url: string;
  /** The time of the first reading in UTC ms. */
  readonly from: number;
  /** How long to stay away after a loss; a tenth of a second when absent. */
  readonly reconnectMs?: () => number;
}

/**
 * A sensor network that remembers what was acknowledged: it sends at QoS 1, keeps what was not, and sends all of that again on a
 * new connection. A client of its own for each connection, because MQTT.js sends again one message at a time.
 */
export class AcknowledgedPublisher {
  readonly published = new Map<string, number>();
  readonly acknowledged = new Set<string>();
  /** When each was acknowledged, by `performance.now()`. */
  readonly acknowledgedAt = new Map<string, number>();
  private readonly unacknowledged = new Map<string, SampleReading>();
  private readonly url: string;
  private readonly from: number;
  private readonly reconnectMs: () => number;
  private client: MqttClient;
  private next = 0;
  private pumping = false;
  private closed = false;

  constructor({ url, from, reconnectMs = () => RECONNECT_MS }: PublisherOptions) {
    this.url = url;
    this.from = from;
    this.reconnectMs = reconnectMs;
    this.client = this.open();
  }

  get connected(): boolean {
    return this.client.connected;
  }

  get waiting(): number {
    return this.unacknowledged.size;
  }

  /** Sends one and does not wait for it. */
  send(reading: SampleReading): void {
    this.published.set(reading.key, reading.value);
    this.unacknowledged.set(reading.key, reading);
    if (this.client.connected) this.publish(reading);
  }

  /** Sends the next readings of the series, so many. */
  sendNext(count: number): void {
    for (let sent = 0; sent < count; sent++) this.send(sampleReading(this.next++, this.from));
  }

  /** Sends `perSecond` readings a second by the clock, with so many unacknowledged at most: what is left out then is not made up for. Returns the stop. */
  pump(perSecond: number, mostWaiting = 2_000): () => Promise<void> {
    this.pumping = true;
    const running = (async () => {
      const startedAt = performance.now();
      let passed = 0;
      while (this.pumping) {
        const due = Math.floor(((performance.now() - startedAt) / 1_000) * perSecond) - passed;
        this.sendNext(Math.min(due, Math.max(0, mostWaiting - this.waiting)));
        passed += due;
        await wait(10);
      }
    })();
    return async () => {
      this.pumping = false;
      await running;
    };
  }

  /** Waits until everything it sent has been acknowledged. */
  async untilAllAcknowledged(seconds = 30): Promise<void> {
    await until('every message was acknowledged', () => this.waiting === 0, seconds);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.client.endAsync(true);
  }

  private open(): MqttClient {
    const client = connect(this.url, { protocolVersion: 4, reconnectPeriod: 0, connectTimeout: 5_000, queueQoSZero: false });
    client.on('error', () => undefined);
    client.on('connect', () => {
      for (const reading of this.unacknowledged.values()) this.publish(reading);
    });
    client.once('close', () => {
      if (!this.closed) setTimeout(() => (this.client = this.open()), this.reconnectMs());
    });
    return client;
  }

  private publish(reading: SampleReading): void {
    this.client.publish(reading.topic, reading.payload, { qos: 1 }, (fault) => {
      if (fault) return;
      this.unacknowledged.delete(reading.key);
      this.acknowledged.add(reading.key);
      this.acknowledgedAt.set(reading.key, performance.now());
    });
  }
}
