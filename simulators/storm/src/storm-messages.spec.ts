import { instant, MINUTE, millimetres, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { smallTown } from './small-town.ts';
import { caughtBetween, type StormMessage, stormMessages, type StormRun } from './storm-messages.ts';

const begins = instant(Date.UTC(2026, 7, 26, 12, 0));
const run: StormRun = {
  town: smallTown,
  seed: 7,
  cell: { depths: new Array<number>(40).fill(0.9).map(millimetres), centre: [9.5, 55.7], begins: shifted(begins, 10 * MINUTE), heading: 90, speed: 10, spread: 2000 },
  span: { after: begins, until: shifted(begins, 90 * MINUTE) },
};
const messages = [...stormMessages(run)];
const saidBy = (sensor: string, among: readonly StormMessage[] = messages) =>
  among.filter(({ topic }) => topic === `sensors/${sensor}/json`).map(({ at, payload }) => ({ at, said: JSON.parse(payload) as Record<string, unknown> }));
const numbers = (sensor: string, quantity: string, among?: readonly StormMessage[]) => saidBy(sensor, among).map(({ said }) => Number(said[quantity]));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe("a storm's messages", () => {
  it('are the same for the same seed, byte for byte, and others for another', () => {
    expect([...stormMessages(run)]).toEqual(messages);
    expect([...stormMessages({ ...run, seed: 8 })]).not.toEqual(messages);
  });

  it('come in time order, from each sensor at its own interval', () => {
    expect(messages.map(({ at }) => at)).toEqual(messages.map(({ at }) => at).sort((one, other) => one - other));
    const times = saidBy('g-east').map(({ at }) => at);
    expect(times).toHaveLength(18);
    expect(times.slice(1).every((at, index) => at - (times[index] ?? 0) === 300_000)).toBe(true);
  });

  it('are spread over the minute', () => {
    const seconds = new Set(smallTown.sensors.map(({ id }) => ((saidBy(id)[0]?.at ?? 0) / 1000) % 60));
    expect(seconds.size).toBeGreaterThan(4);
  });

  it('look as the contract says', () => {
    // contract.md §3: the time in whole seconds with Z, the unit in the key.
    const time = /^\{"time":"2026-08-26T1[23]:\d\d:\d\dZ",/.source;
    expect(messages.find(({ topic }) => topic.includes('g-west'))?.payload).toMatch(new RegExp(`${time}"rain_mm":0}$`));
    expect(messages.find(({ topic }) => topic.includes('l-road'))?.payload).toMatch(new RegExp(`${time}"level_m":0\\.\\d{1,3}}$`));
    expect(messages.find(({ topic }) => topic.includes('p-pump'))?.payload).toMatch(new RegExp(`${time}"pump_on":0}$`));
  });

  it.each(['g-west', 'g-east'])('of gauge %s add up to what fell into it, within one tip', (id) => {
    const gauge = smallTown.sensors.find((sensor) => sensor.id === id);
    if (gauge === undefined) throw new Error(`no ${id}`);
    const fallen = caughtBetween(run, gauge, run.span);
    const reported = numbers(id, 'rain_mm');
    expect(fallen - sum(reported)).toBeGreaterThan(-1e-6);
    expect(fallen - sum(reported)).toBeLessThan(0.2);
    expect(reported.every((depth) => Math.abs(depth * 5 - Math.round(depth * 5)) < 1e-9)).toBe(true);
  });

  it('of a gauge near the axis come near the 36 mm of the cell', () => {
    expect(Math.abs(sum(numbers('g-west', 'rain_mm')) - 36)).toBeLessThan(36 * 0.1);
  });

  it('of a level sensor waver by no more than 3 mm while nothing happens', () => {
    // 90 m³ on 1200 m² above 0.60 m, and an outlet that takes 0.5 mm a minute.
    const dry = saidBy('l-b-large').filter(({ at }) => at <= begins + 10 * MINUTE);
    for (const { at, said } of dry) {
      const expected = 0.675 - (0.0005 * (at - begins)) / MINUTE;
      expect(Math.abs(Number(said['level_m']) - expected)).toBeLessThanOrEqual(0.0036);
    }
    expect(new Set(dry.map(({ said }) => said['level_m'])).size).toBeGreaterThan(3);
  });

  it('tell of a town drawn down to where it began', () => {
    const drawDown = { after: shifted(begins, 60 * MINUTE), until: shifted(begins, 80 * MINUTE) };
    const drawn = [...stormMessages({ ...run, drawDown })];
    expect(Math.max(...numbers('l-b-large', 'level_m', drawn))).toBeGreaterThan(1.5);
    const after = saidBy('l-b-large', drawn).filter(({ at }) => at > drawDown.until);
    expect(after.every(({ said }) => Math.abs(Number(said['level_m']) - 0.675) < 0.005)).toBe(true);
    expect(drawn.filter(({ at }) => at <= drawDown.after)).toEqual(messages.filter(({ at }) => at <= drawDown.after));
  });
});
