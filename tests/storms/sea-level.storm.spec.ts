import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Town } from '@voldgrav/wire';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DATA_ABSENT, recording } from './recording.ts';
import { replayOf } from './replay-of.ts';
import { sampleTown } from './timeline.ts';

const file = recording('level/oresund_Vedbaek_wl_2014-2019.csv.gz');

// The sea level at Vedbæk, raw. What the fjord's own rule makes of it, and of other stations, is in known-recordings.storm.spec.ts.
describe('the raw sea level at Vedbæk', () => {
  let town: Town;
  let rows: readonly string[] = [];
  beforeEach(({ skip }) => skip(file === undefined, DATA_ABSENT));
  beforeAll(async () => {
    town = await sampleTown();
    if (file !== undefined) rows = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').slice(1);
  });

  const played = (from: string, to: string, of: Town) =>
    replayOf(['time,sensor,value', ...rows.filter((row) => row >= from && row < to).map((row) => row.replace(',', ',tide-01,'))], { town: of, readinessEvery: 0 });

  it('raises nothing of a spike of −1.33 m with a rule that watches low water', async () => {
    expect(rows).toContain('2015-07-23T09:00:00,-1.33');
    const low: Town = { ...town, rules: town.rules.map((rule) => (rule.id === 'fjord-high' ? { ...rule, abnormal: 'below' as const, setPoint: -1, deadband: 0.1 } : rule)) };
    expect((await played('2015-07-20', '2015-07-27', low)).alerts).toEqual([]);
  });
});
