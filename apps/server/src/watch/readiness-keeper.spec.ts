import { DAY, instant, MINUTE, minutes, shifted } from '@voldgrav/hydrology';
import type { HeldVolume } from '@voldgrav/readiness';
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
    keeper.remind({ known: { catchments: ['aadalen', 'havnen'], assets: [] }, rememberState: (...said) => heard.push(said), rememberHeld: () => undefined }, NOON);
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

  it('tells what was known three hours ago of levels that are not believed yet, and shows that to nobody', () => {
    const log = openReadinessLog({ file: ':memory:' });
    const keeper = keeperOver(log);
    const [assessment] = server.house.watch.catchmentReadinessAt('aadalen', [NOON]) ?? [];
    const heldAt = (minute: number): HeldVolume => ({ basin: 'b-aadalen', at: shifted(NOON, minute * MINUTE), volume: 660, doubt: 30, heard: 1560, came: 0, left: 900, fellTo: 0.7 });
    const reminded = (): readonly HeldVolume[] => {
      const told: HeldVolume[] = [];
      keeperOver(log).remind({ known: { catchments: ['aadalen'], assets: [] }, rememberState: () => undefined, rememberHeld: (each) => told.push(...each) }, NOON);
      return told;
    };
    const answered = (minute: number, held?: readonly HeldVolume[]) => keeper.take([{ ...assessment!, at: shifted(NOON, minute * MINUTE), state: 'unknown', ...(held === undefined ? {} : { held }) }], NOON);
    answered(-181, [heldAt(-183), { ...heldAt(-183), basin: 'other' }]);
    expect(reminded()).toHaveLength(2);
    answered(-5, [heldAt(-7)]);
    expect(reminded()).toEqual([heldAt(-183)]);
    expect(keeper.told('aadalen', shifted(NOON, -DAY), NOON, 10).map((each) => 'held' in each)).toEqual([false, false]);
    keeper.close();
  });

  it('tells nothing of a level that is believed by now', () => {
    const log = openReadinessLog({ file: ':memory:' });
    const keeper = keeperOver(log);
    const [assessment] = server.house.watch.catchmentReadinessAt('aadalen', [NOON]) ?? [];
    keeper.take([{ ...assessment!, at: shifted(NOON, -200 * MINUTE), state: 'unknown', held: [{ basin: 'b-aadalen', at: NOON, volume: 1, doubt: 1, heard: 1, came: 0, fellTo: 0.7 }] }], NOON);
    keeper.take([{ ...assessment!, at: shifted(NOON, -MINUTE), state: 'ready' }], NOON);
    keeperOver(log).remind({ known: { catchments: ['aadalen'], assets: [] }, rememberState: () => undefined, rememberHeld: () => expect.unreachable() }, NOON);
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
