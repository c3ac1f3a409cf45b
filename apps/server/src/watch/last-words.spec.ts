import { HOUR, instant, type Instant, shifted } from '@voldgrav/hydrology';
import { TownWatch } from '@voldgrav/pipeline';
import { FAIL, GOOD, type Observation } from '@voldgrav/quality';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runServer, type RunningServer } from '../auth/run-server.ts';
import { recallLastWords } from './last-words.ts';

const NOON = instant(Date.UTC(2026, 7, 26, 12));

const level = (sensor: string, at: Instant, value: number, bad = false): Observation => ({
  sensor, quantity: 'level_m', value, phenomenonTime: at, receivedAt: at, timeFrom: 'sensor', flag: bad ? FAIL : GOOD, checks: bad ? [{ check: 'gross-range', flag: FAIL, detail: '' }] : [],
});

describe('what sensors said before all that the journal is gone through for', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await runServer();
  });
  afterAll(() => server.stop());

  /** A desk that begins at noon beside this store. */
  async function begun(...words: readonly Observation[]) {
    const { archive, index, town } = server.house;
    await archive.append(words);
    const watch = new TownWatch(town);
    const told: string[] = [];
    const stop = recallLastWords({ index, archive, watch, now: () => NOON, tell: (line) => told.push(line) });
    await expect.poll(() => watch.snapshot(NOON).sensors.length, { timeout: 30_000 }).toBeGreaterThan(0);
    stop();
    return { watch, told };
  }
  const reasonsOf = (watch: TownWatch) => watch.catchmentReadinessAt('aadalen', [NOON])?.[0]?.reasons ?? [];

  it('is asked of the store: a road that was flooded when its sensor drowned two days ago is flooded yet', async () => {
    // Ådalsvej floods at 1.95 m.
    const { watch } = await begun(level('l-aadalsvej', shifted(NOON, -49 * HOUR), 1.9), level('l-aadalsvej', shifted(NOON, -48 * HOUR), 2.1));
    expect(reasonsOf(watch)).toContainEqual({ code: 'watch-lost', name: 'Ådalsvej ved Åbroen', minutesOld: 48 * 60, level: 2.1 });
    expect(reasonsOf(watch)).toContainEqual({ code: 'limit-reached', name: 'Ådalsvej ved Åbroen' });
  });

  it('is the last that was of use, where the very last is not', async () => {
    const { watch } = await begun(level('l-aabroen', shifted(NOON, -48 * HOUR), 1.9), level('l-aabroen', shifted(NOON, -47 * HOUR), 99, true));
    // The bank is at 1.80 m.
    expect(reasonsOf(watch)).toContainEqual({ code: 'limit-reached', name: 'Møllebækken ved Åbroen' });
  });

  it('does not stand against what was heard since, and raises nothing', async () => {
    const { archive, index, town } = server.house;
    await archive.append([level('l-aadalsvej', shifted(NOON, -48 * HOUR), 2.1)]);
    const watch = new TownWatch(town);
    const since = shifted(NOON, -HOUR);
    watch.receive({ topic: 'sensors/l-aadalsvej/json', payload: new TextEncoder().encode(JSON.stringify({ time: new Date(since).toISOString(), level_m: 1.3 })), receivedAt: since });
    const stop = recallLastWords({ index, archive, watch, now: () => NOON, tell: () => undefined });
    await expect.poll(() => watch.snapshot(NOON).sensors.some(({ id }) => id === 'l-aabroen'), { timeout: 30_000 }).toBe(true);
    stop();
    expect(reasonsOf(watch)).toContainEqual({ code: 'watch-lost', name: 'Ådalsvej ved Åbroen', minutesOld: 60, level: 1.3 });
    expect(watch.liveAlerts()).toEqual([]);
  });

  it('is asked for again when the store does not answer, and that is told', async () => {
    const { index, town } = server.house;
    const told: string[] = [];
    const silent = { latest: () => Promise.reject(new Error('gone')), range: () => Promise.reject(new Error('gone')) };
    const stop = recallLastWords({ index, archive: silent, watch: new TownWatch(town), now: () => NOON, tell: (line) => told.push(line) });
    await expect.poll(() => told, { timeout: 30_000 }).toEqual(['What silent sensors said last waits for the store: gone']);
    stop();
  });
});
