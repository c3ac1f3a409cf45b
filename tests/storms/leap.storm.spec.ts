import { instant } from '@voldgrav/hydrology';
import type { Town } from '@voldgrav/wire';
import { beforeAll, describe, expect, it } from 'vitest';
import { CatchmentNight } from './catchment-night.ts';
import { sampleTown } from './timeline.ts';

describe('a clock that leaps', () => {
  let town: Town;
  beforeAll(async () => {
    town = await sampleTown();
  });

  // A lane's clock stands at 1970 until it is played. Seen on 2026-11-27: the first word then led the model through half a century.
  it('from 1970 to tonight costs no more than a night', () => {
    const night = new CatchmentNight(town);
    night.watch.snapshot(instant(0));
    night.says('24:00', '24:05', 'level_m', { 'l-aadalen': 0.7 }).ticksTo('24:05');
    expect(night.watch.snapshot(night.time('24:05')).basins.find(({ id }) => id === 'b-aadalen')?.waterLevel).toBe(0.7);
  });
});
