import { DAY, HOUR, isoOf, MINUTE, shifted } from '@voldgrav/hydrology';
import type { CatchmentReadinessAnswer } from '@voldgrav/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runServer, type RunningServer } from '../auth/run-server.ts';

describe("a catchment's readiness through time, over HTTP", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await runServer();
  });
  afterAll(() => server.stop());

  const points = async (from: number, to: number) => {
    const answer = await fetch(`${server.url}/api/v1/catchments/aadalen/readiness?from=${isoOf(shifted(server.house.clock.now(), from))}&to=${isoOf(shifted(server.house.clock.now(), to))}`);
    return ((await answer.json()) as CatchmentReadinessAnswer).points;
  };

  it('is told of days ago as it was told then, and of the last day derived anew', async () => {
    const { house } = server;
    const now = house.clock.now();
    const past = shifted(now, -3 * DAY);
    const [assessment] = house.watch.catchmentReadinessAt('aadalen', [now]) ?? [];
    // A state that stays is written every ten minutes, one that changes at once.
    for (const [minute, state] of [[0, 'ready'], [5, 'ready'], [6, 'strained'], [16, 'strained']] as const) {
      house.readiness.take([{ ...assessment!, at: shifted(past, minute * MINUTE), state }], now);
    }
    const told = await points(-3 * DAY - HOUR, -2 * DAY);
    expect(told.map(({ at, state, asTold }) => [at, state, asTold])).toEqual([
      [isoOf(past), 'ready', true],
      [isoOf(shifted(past, 6 * MINUTE)), 'strained', true],
      [isoOf(shifted(past, 16 * MINUTE)), 'strained', true],
    ]);
    const recent = await points(-HOUR, 0);
    expect(recent.length).toBeGreaterThan(10);
    expect(recent.every(({ asTold }) => asTold === undefined)).toBe(true);
  });

  it('writes down what the ticks tell', async () => {
    const { house } = server;
    await expect.poll(() => house.readiness.told('aadalen', shifted(house.clock.now(), -HOUR), shifted(house.clock.now(), HOUR), 9).length, { timeout: 30_000 }).toBeGreaterThan(0);
  });

  it('knows no catchment of another name', async () => {
    expect((await fetch(`${server.url}/api/v1/catchments/byen/readiness`)).status).toBe(404);
  });
});
