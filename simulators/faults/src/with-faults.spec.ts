import { instant, MINUTE, shifted } from '@voldgrav/hydrology';
import type { StormMessage } from '@voldgrav/storm';
import { describe, expect, it } from 'vitest';
import type { FaultKind, SensorFault } from './sensor-fault.ts';
import { withFaults } from './with-faults.ts';

const START = instant(Date.UTC(2026, 7, 26, 10));
const at = (minutes: number) => shifted(START, minutes * MINUTE);
const said = (sensor: string, minute: number, level: number): StormMessage => ({ at: at(minute), topic: `sensors/${sensor}/json`, payload: JSON.stringify({ time: new Date(at(minute)).toISOString().replace('.000Z', 'Z'), level_m: level }) });

/** Two sensors that speak each minute, rising by a centimetre. */
const spoken = Array.from({ length: 8 }, (_, minute) => [said('a', minute, 1 + minute / 100), said('b', minute, 2)]).flat();
/** From after the second minute to the fifth. */
const during = { after: at(2), until: at(5) };
const faulty = (kind: FaultKind, more: Partial<SensorFault> = {}) => [...withFaults(spoken, [{ kind, sensors: new Set(['a']), during, ...more }])];

const clockOf = (time: number) => new Date(time).toISOString().slice(14, 19);
/** Arrival, the time it says, and the level, of one sensor. */
const of = (messages: readonly StormMessage[], sensor = 'a') =>
  messages.filter(({ topic }) => topic.includes(`/${sensor}/`)).map((message) => {
    const { time, level_m } = JSON.parse(message.payload) as { time: string; level_m: number };
    return `${clockOf(message.at)} ${time.slice(14, 19)} ${level_m}`;
  });

describe('a sensor that does wrong', () => {
  it('is stuck at the first value', () => {
    expect(of(faulty('stuck')).slice(2, 7)).toEqual(['02:00 02:00 1.02', '03:00 03:00 1.03', '04:00 04:00 1.03', '05:00 05:00 1.03', '06:00 06:00 1.06']);
  });

  it('spikes every tenth time', () => {
    const long = Array.from({ length: 25 }, (_, minute) => said('a', minute, 1));
    const spikes = [...withFaults(long, [{ kind: 'spiking', during: { after: at(-1), until: at(60) }, by: 1.5 }])].map(({ payload }) => (JSON.parse(payload) as { level_m: number }).level_m);
    expect(spikes.flatMap((level, index) => (level === 1 ? [] : [`${index} ${level}`]))).toEqual(['9 2.5', '19 2.5']);
  });

  it('is silent', () => {
    expect(of(faulty('silent')).map((line) => line.slice(0, 5))).toEqual(['00:00', '01:00', '02:00', '06:00', '07:00']);
  });

  it('is late, behind what others said in the meantime', () => {
    const messages = faulty('late', { by: 90 });
    expect(of(messages).slice(2)).toEqual(['02:00 02:00 1.02', '04:30 03:00 1.03', '05:30 04:00 1.04', '06:00 06:00 1.06', '06:30 05:00 1.05', '07:00 07:00 1.07']);
    expect(messages.map((each) => each.at)).toEqual(messages.map((each) => each.at).sort((one, other) => one - other));
  });

  it('arrives twice', () => {
    expect(of(faulty('twice')).slice(2, 6)).toEqual(['02:00 02:00 1.02', '03:00 03:00 1.03', '03:10 03:00 1.03', '04:00 04:00 1.04']);
  });

  it('is astray about the time', () => {
    expect(of(faulty('clock-astray', { by: -120 })).slice(2, 5)).toEqual(['02:00 02:00 1.02', '03:00 01:00 1.03', '04:00 02:00 1.04']);
  });

  it('leaves the others alone', () => {
    for (const kind of ['stuck', 'silent', 'late', 'twice', 'gateway-outage'] as const) expect(of(faulty(kind), 'b')).toEqual(of(spoken, 'b'));
  });
});

describe('a gateway that is out', () => {
  it('sends its backlog when it is back, in its order, and keeps every message', () => {
    const messages = [...withFaults(spoken, [{ kind: 'gateway-outage', during }])];
    expect(messages).toHaveLength(spoken.length);
    expect(messages.slice(6, 12).map(({ at: arrival, payload }) => [arrival - at(5), (JSON.parse(payload) as { time: string }).time.slice(14, 19)])).toEqual([[10, '03:00'], [20, '03:00'], [30, '04:00'], [40, '04:00'], [50, '05:00'], [60, '05:00']]);
  });
});

describe('two faults at once', () => {
  it('come to the same sensor', () => {
    const faults: readonly SensorFault[] = [{ kind: 'stuck', sensors: new Set(['a']), during }, { kind: 'late', sensors: new Set(['a']), during, by: 30 }];
    expect(of([...withFaults(spoken, faults)])[4]).toBe('04:30 04:00 1.03');
  });
});
