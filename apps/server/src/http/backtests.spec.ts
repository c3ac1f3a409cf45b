import { instant, MINUTE, SECOND } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import type { Quantity } from '@voldgrav/reading';
import type { BacktestAnswer, BacktestsAnswer, ProblemDetails } from '@voldgrav/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runServer, type RunningServer } from '../auth/run-server.ts';

const DAY = Date.parse('2026-08-26T00:00:00Z');
const NINE = 9 * 60;
const MIDNIGHT = 24 * 60;
const SPAN = { from: '2026-08-26T09:00:00Z', to: '2026-08-27T00:00:00Z' };

const observed = (sensor: string, quantity: Quantity, minute: number, value: number): Observation => {
  const at = instant(DAY + minute * MINUTE);
  return { sensor, quantity, value, phenomenonTime: at, receivedAt: instant(at + SECOND), timeFrom: 'sensor', flag: 1, checks: [] };
};

/** Ådalsbassinet's level by the minute of the day: over its crest of 2.10 m from 10:30 to 10:40, and up to 1.75 m for ten minutes at 20:00. */
function levelAt(minute: number): number {
  const at = (hour: number, of: number): number => hour * 60 + of;
  if (minute >= at(10, 10) && minute < at(10, 20)) return 1.75;
  if (minute >= at(10, 20) && minute < at(10, 30)) return 1.95;
  if (minute >= at(10, 30) && minute < at(10, 40)) return 2.15;
  if (minute >= at(20, 0) && minute < at(20, 10)) return 1.75;
  return 0.7;
}

describe('a rule tried on what the store remembers', () => {
  let server: RunningServer;
  let cookie = '';

  beforeAll(async () => {
    server = await runServer();
    const { accounts, archive, town } = server.house;
    accounts.people.add({ name: 'Olga', role: 'operator' }, { name: 'spec' }, Date.now());
    cookie = `voldgrav-without-tls=${accounts.sessions.start({ account: accounts.people.named('Olga')?.id ?? 0 }, '', Date.now())}`;
    const observations: Observation[] = [];
    for (let minute = NINE + 1; minute <= MIDNIGHT; minute += 1) {
      for (const { id, kind } of town.sensors) {
        // 1 mm at every gauge in the five minutes from 10:00.
        if (kind === 'rain-gauge') observations.push(observed(id, 'rain_mm', minute, minute > 600 && minute <= 605 ? 1 : 0));
      }
      observations.push(observed('l-aadalen', 'level_m', minute, levelAt(minute)), observed('l-aadalen', 'level_m', minute + 0.5, levelAt(minute)));
      // A probe at 2.05 m that feels the air: 50 hPa of water are 0.51 m; 100 hPa from 12:00, 1.02 m; 150 hPa from 12:10 to 12:20, 1.53 m.
      observations.push(observed('l-overmarken', 'pressure_hpa', minute, minute < 720 || minute >= 740 ? 1_063 : minute < 730 ? 1_113 : 1_163));
      if (minute % 10 === 0) observations.push(observed('luft-raadhuset', 'pressure_hpa', minute, 1_013));
    }
    await archive.append(observations);
  });
  afterAll(() => server.stop());

  const send = (method: string, path: string, body?: object) =>
    fetch(`${server.url}/api/v1/${path}`, { method, headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const get = async <Answer>(path: string) => (await (await fetch(`${server.url}/api/v1/${path}`)).json()) as Answer;
  const problem = async (body: object) => (await (await send('POST', 'backtests', body)).json()) as ProblemDetails;
  /** The answer when it is over. */
  const ended = async ({ id }: BacktestAnswer): Promise<BacktestAnswer> => {
    await expect.poll(async () => (await get<BacktestAnswer>(`backtests/${id}`)).state, { timeout: 60_000 }).not.toBe('running');
    return get(`backtests/${id}`);
  };

  it('says what a lower set point would have done, in all, storm by storm and between', { timeout: 90_000 }, async () => {
    const begun = await send('POST', 'backtests', { rule: { id: 'aadalen-near-crest', set_point: 1.7 }, ...SPAN });
    expect(begun.status).toBe(202);
    const started = (await begun.json()) as BacktestAnswer;
    expect(started).toMatchObject({ state: 'running', rule: 'aadalen-near-crest', played: 0, by: 'Olga' });
    const over = await ended(started);
    expect(over).toMatchObject({ state: 'done', played: 1, from: '2026-08-26T09:00:00.000Z' });
    // Through 1.70 m at 10:10 and 20:00, for 30 s: alerts at 10:10:30 and 20:00:30. 1.90 m: 10:20:30. The crest is reached at 10:30.
    expect(over.result?.all).toEqual({
      events: 1, fired: 2, missed: 0, false: 1, leadMinutes: { least: 19.5, median: 19.5, most: 19.5 }, messages: 2,
      inForce: { fired: 1, missed: 0, false: 0, leadMinutes: { least: 9.5, median: 9.5, most: 9.5 }, messages: 1 },
      leadMinutesGained: { least: 10, median: 10, most: 10 },
    });
    expect(over.result?.storms).toMatchObject([{ onset: '2026-08-26T10:01:00.000Z', end: '2026-08-26T10:05:00.000Z', events: 1, fired: 1, false: 0, inForce: { fired: 1 } }]);
    // 20:00 is more than six hours after the rain.
    expect(over.result?.dry).toMatchObject({ events: 0, fired: 1, false: 1, inForce: { fired: 0 } });
    // The only storm is the newest one, and of dry weather nothing is left out.
    const newest = await ended((await (await send('POST', 'backtests', { rule: { id: 'aadalen-near-crest', set_point: 1.7 }, ...SPAN, storms: 1 })).json()) as BacktestAnswer);
    expect(newest.result).toEqual(over.result);
    expect((await get<BacktestsAnswer>('backtests')).backtests.slice(1).map(({ id }) => id)).toEqual([started.id]);
  });

  it('knows the air above a probe that feels it', { timeout: 90_000 }, async () => {
    const begun = await send('POST', 'backtests', { rule: { id: 'aadalen-near-crest', asset: 's-overmarken', set_point: 3 }, ...SPAN });
    expect(begun.status).toBe(202);
    const over = await ended((await begun.json()) as BacktestAnswer);
    // 2.56 m, 3.07 m and 3.58 m: over 3.00 m at 12:00, and over the bank of 3.40 m ten minutes later.
    expect(over.result?.all).toMatchObject({ events: 1, fired: 1, missed: 0, false: 0 });
  });

  it('is one at a time, and can be stopped', { timeout: 90_000 }, async () => {
    const body = { rule: { id: 'aadalen-near-crest', set_point: 1.7 }, from: '2025-09-01T00:00:00Z', to: '2026-08-27T00:00:00Z' };
    const started = (await (await send('POST', 'backtests', body)).json()) as BacktestAnswer;
    expect(await problem(body)).toMatchObject({ status: 409 });
    expect((await send('DELETE', `backtests/${started.id}`)).status).toBe(204);
    const over = await ended(started);
    expect(over).toMatchObject({ state: 'stopped' });
    expect(over.result).toBeUndefined();
    expect(over.endedAt).toBeDefined();
  });

  it.each([
    ['no rule', {}, 'The body must be'],
    ['a field too many', { rule: { id: 'x' }, storm: 1 }, 'The body must be'],
    ['no whole number of storms', { rule: { id: 'aadalen-near-crest' }, storms: 0.5 }, 'storms'],
    ['a span that ends before it begins', { rule: { id: 'aadalen-near-crest' }, from: SPAN.to, to: SPAN.from }, 'from must lie before to'],
    ['a span that is too long', { rule: { id: 'aadalen-near-crest' }, from: '2020-01-01T00:00:00Z', to: SPAN.to }, '400 days'],
  ])('is refused for %s', async (_, body, part) => {
    expect(await problem(body)).toMatchObject({ status: 400, detail: expect.stringContaining(part) as string });
  });

  it('is refused with every fault of the rule, and a text\'s lines', async () => {
    expect(await problem({ rule: { id: 'aadalen-near-crest', severity: 9 } })).toMatchObject({ status: 400, faults: ['severity of "aadalen-near-crest": expected 1, 2 or 3, found 9.'] });
    expect((await problem({ rule: { id: 'aadalen-near-crest', asset: 'i-havnegade' } })).faults?.[0]).toContain('i-havnegade');
    const { faults } = await problem({ rule: 'id: slip\nasset: b-aadalen\nseverity: 9' });
    expect(faults?.[0]).toMatch(/^line \d+: /);
  });

  it('is not there when nobody has asked for it', async () => {
    expect((await fetch(`${server.url}/api/v1/backtests/x`)).status).toBe(404);
    expect((await send('DELETE', 'backtests/x')).status).toBe(404);
  });
});
