import { DAY, instant, MINUTE, minutes, shifted } from '@voldgrav/hydrology';
import { openReadinessLog, type ReadinessLog } from '@voldgrav/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idfOf } from '@voldgrav/wire';
import { runServer, type RunningServer } from '../auth/run-server.ts';
import { ReadinessKeeper } from './readiness-keeper.ts';

const NOON = instant(Date.UTC(2026, 7, 26, 12));

describe('the readiness history after a restart', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await runServer();
  });
  afterAll(() => server.stop());

  const keeperOver = (log: ReadinessLog, told: string[] = []) => new ReadinessKeeper(log, idfOf(server.house.town.idf), (line) => told.push(line));
  function reminded(keeper: ReadinessKeeper): readonly (readonly [string, string, number])[] {
    const heard: (readonly [string, string, number])[] = [];
    keeper.remind({ known: { catchments: ['aadalen', 'havnen'], assets: [] }, rememberState: (...said) => heard.push(said) }, NOON);
    return heard;
  }

  it('tells the watch the newest state of each catchment that was not unknown', () => {
    const log = openReadinessLog({ file: ':memory:' });
    const keeper = keeperOver(log);
    const [assessment] = server.house.watch.catchmentReadinessAt('aadalen', [NOON]) ?? [];
    const states = [[-2 * DAY, 'ready'], [-DAY, 'exhausted'], [-30 * MINUTE, 'unknown'], [-10 * MINUTE, 'unknown']] as const;
    for (const [before, state] of states) keeper.take([{ ...assessment!, at: shifted(NOON, before), state }], NOON);
    expect(reminded(keeperOver(log))).toEqual([['aadalen', 'exhausted', NOON - DAY]]);
    keeper.close();
  });

  it('tells what was last known beside what is unknown', () => {
    const log = openReadinessLog({ file: ':memory:' });
    const keeper = keeperOver(log);
    const [assessment] = server.house.watch.catchmentReadinessAt('aadalen', [NOON]) ?? [];
    // Unknown before, too: what it may be at worst is told at once.
    keeper.take([{ ...assessment!, at: shifted(NOON, -2 * MINUTE), state: 'unknown', rankedAs: 'strained' }], NOON);
    keeper.take([{ ...assessment!, at: shifted(NOON, -MINUTE), state: 'unknown', lastKnownState: 'exhausted', rankedAs: 'exhausted' }], NOON);
    expect(reminded(keeperOver(log))).toEqual([['aadalen', 'exhausted', NOON - MINUTE]]);
    keeper.close();
  });

  it('keeps of what is older than a month an answer an hour, and each that told another thing', () => {
    const log = openReadinessLog({ file: ':memory:' });
    const keeper = keeperOver(log);
    const [assessment] = server.house.watch.catchmentReadinessAt('aadalen', [NOON]) ?? [];
    const take = (middle: number) => [{ minutes: minutes(30), middle, low: 0, high: 40, limit: { asset: 'b', name: 'b', kind: 'basin', floods: 'b' } }];
    // Ten mm at first, every ten minutes for two hours; two less from half past twelve on, which is another thing, and then one more, which is not.
    const mm = [10, 10, 10, 8, 9, 9, 9, 9, 9, 9, 9, 9];
    mm.forEach((middle, index) => keeper.take([{ ...assessment!, at: shifted(NOON, index * 10 * MINUTE), state: 'ready', canTake: take(middle) }], NOON));
    const later = shifted(NOON, 31 * DAY);
    keeper.take([{ ...assessment!, at: later, state: 'ready', canTake: take(9) }], later);
    expect(keeper.told('aadalen', NOON, shifted(NOON, DAY), 99).map(({ at }) => (Date.parse(at) - NOON) / MINUTE)).toEqual([0, 30, 60]);
    keeper.close();
  });

  it('goes on without when the history cannot be read, and says so', () => {
    const log = openReadinessLog({ file: ':memory:' });
    log.enter([{ catchment: 'aadalen', at: shifted(NOON, -MINUTE), answer: 'no JSON', isTurn: true }]);
    const told: string[] = [];
    expect(reminded(keeperOver(log, told))).toEqual([]);
    expect(told.join()).toMatch(/^The last known readiness is not at hand/);
    log.close();
  });
});
