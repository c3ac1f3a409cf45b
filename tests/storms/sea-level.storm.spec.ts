import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Town } from '@voldgrav/wire';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DATA_ABSENT, recording } from './recording.ts';
import { replayOf } from './replay-of.ts';
import { sampleTown } from './timeline.ts';

const file = recording('level/oresund_Vedbaek_wl_2014-2019.csv.gz');

// The sea level at Vedbæk, raw. The fjord's rule speaks at 1.10 m for five minutes and is back 15 minutes after less than 1.00 m.
describe('the raw sea level at Vedbæk', () => {
  let town: Town;
  let rows: readonly string[] = [];
  beforeEach(({ skip }) => skip(file === undefined, DATA_ABSENT));
  beforeAll(async () => {
    town = await sampleTown();
    if (file !== undefined) rows = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').slice(1);
  });

  const played = (from: string, to: string, of: Town = town) =>
    replayOf(['time,sensor,value', ...rows.filter((row) => row >= from && row < to).map((row) => row.replace(',', ',tide-01,'))], { town: of });

  it('raises nothing in July 2015, when a spike of −1.33 m stands in it', async () => {
    expect(rows).toContain('2015-07-23T09:00:00,-1.33');
    expect((await played('2015-07-20', '2015-07-27')).alerts).toEqual([]);
  });

  it('raises nothing of the spike with a rule that watches low water either', async () => {
    const low: Town = { ...town, rules: town.rules.map((rule) => (rule.id === 'fjord-high' ? { ...rule, abnormal: 'below' as const, setPoint: -1, deadband: 0.1 } : rule)) };
    expect((await played('2015-07-20', '2015-07-27', low)).alerts).toEqual([]);
  });

  it('raises the surge of 26 December 2016, once', async () => {
    // 1.13 m at 22:30, up to 1.46 m at 01:00, and under 1.00 m from 08:30 on.
    const { alerts } = await played('2016-12-24', '2016-12-29');
    expect(alerts.map(({ rule, transitions }) => ({ rule, told: transitions.map(({ at, to }) => `${at.slice(5, 16)} ${to}`) }))).toEqual([{ rule: 'fjord-high', told: ['12-26T22:35 new', '12-27T08:45 returned'] }]);
  });
});
