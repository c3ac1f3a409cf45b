import { DAY, instant, MINUTE, shifted } from '@voldgrav/hydrology';
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

  it('goes on without when the history cannot be read, and says so', () => {
    const log = openReadinessLog({ file: ':memory:' });
    log.enter([{ catchment: 'aadalen', at: shifted(NOON, -MINUTE), answer: 'no JSON' }]);
    const told: string[] = [];
    expect(reminded(keeperOver(log, told))).toEqual([]);
    expect(told.join()).toMatch(/^The last known readiness is not at hand/);
    log.close();
  });
});
