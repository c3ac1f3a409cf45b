import { isoOf, instant, isWithin, SECOND, shifted } from '@voldgrav/hydrology';
import type { StormMessage } from '@voldgrav/storm';
import { type SensorFault, USUAL } from './sensor-fault.ts';

/** Every so manieth message of a spiking sensor is a spike. */
const SPIKE_EVERY = 10;
/** A gateway sends its backlog one message after the other. */
const BACKLOG_STEP_MS = 10;

/** What one fault makes of messages, one after the other in the order of their own times. It remembers what it must. */
export class FaultySensor {
  private readonly fault: SensorFault;
  private readonly by: number;
  private readonly stuckAt = new Map<string, Readonly<Record<string, unknown>>>();
  private readonly heard = new Map<string, number>();
  private held = 0;

  constructor(fault: SensorFault) {
    this.fault = fault;
    this.by = fault.by ?? USUAL[fault.kind];
  }

  /** None, one or two messages, each with the time of its arrival. */
  of(message: StormMessage): readonly StormMessage[] {
    const sensor = message.topic.split('/')[1] ?? '';
    const { sensors, during, kind } = this.fault;
    if (!isWithin(message.at, during) || (sensors !== undefined && !sensors.has(sensor))) return [message];
    switch (kind) {
      case 'stuck':
        return [this.stuck(sensor, message)];
      case 'spiking':
        return [this.spiked(sensor, message)];
      case 'silent':
        return [];
      case 'late':
        return [{ ...message, at: shifted(message.at, this.by * SECOND) }];
      case 'twice':
        return [message, { ...message, at: shifted(message.at, this.by * SECOND) }];
      case 'clock-astray':
        return [withValues(message, ({ time, ...values }) => ({ time: isoOf(instant(Date.parse(time as string) + this.by * SECOND)).replace('.000Z', 'Z'), ...values }))];
      case 'gateway-outage':
        this.held += 1;
        return [{ ...message, at: shifted(during.until, this.held * BACKLOG_STEP_MS) }];
    }
  }

  private stuck(sensor: string, message: StormMessage): StormMessage {
    return withValues(message, ({ time, ...values }) => {
      const first = this.stuckAt.get(sensor) ?? values;
      this.stuckAt.set(sensor, first);
      return { time, ...first };
    });
  }

  private spiked(sensor: string, message: StormMessage): StormMessage {
    const count = (this.heard.get(sensor) ?? 0) + 1;
    this.heard.set(sensor, count);
    if (count % SPIKE_EVERY !== 0) return message;
    return withValues(message, (said) => Object.fromEntries(Object.entries(said).map(([name, value]) => [name, typeof value === 'number' ? Number((value + this.by).toFixed(3)) : value])));
  }
}

const withValues = (message: StormMessage, change: (said: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>): StormMessage => ({
  ...message,
  payload: JSON.stringify(change(JSON.parse(message.payload) as Record<string, unknown>)),
});
