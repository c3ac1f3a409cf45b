import { MINUTE, shifted } from '@voldgrav/hydrology';
import type { Town } from '@voldgrav/wire';
import { beforeAll, describe, expect, it } from 'vitest';
import { CatchmentNight } from './catchment-night.ts';
import { sampleTown } from './timeline.ts';

describe('rain that can be read only minutes after it came', () => {
  let town: Town;
  beforeAll(async () => {
    town = await sampleTown();
  });

  // Ådalen: 0.6 mm loss, water down evenly over 10 min. 5 mm in the minute that ended four minutes ago: of 4.4 mm six tenths are still on their way,
  // half a minute more or less. The watch has led the water past that minute when it learns of it.
  it('is on its way all the same', () => {
    const night = new CatchmentNight(town)
      .says('12:00', '24:00', 'rain_mm', { 'r-01': 0, 'r-02': 0, 'r-03': 0, 'r-04': 0 })
      .says('23:00', '24:00', 'level_m', { 'l-aadalen': 0.7, 'l-aadalsvej': 1.3, 'l-aabroen': 0.7 })
      .ticksTo('24:00');
    const latest = () => night.watch.catchmentReadiness().find(({ catchment }) => catchment === 'aadalen');
    expect(latest()?.committedMm).toBe(0);
    for (const gauge of ['r-03', 'r-04']) {
      const at = shifted(night.time('23:56'), 1);
      night.watch.receivePast({ topic: `sensors/${gauge}/json`, payload: new TextEncoder().encode(JSON.stringify({ time: new Date(at).toISOString(), rain_mm: 5 })), receivedAt: shifted(at, MINUTE) });
    }
    night.watch.tick(night.time('24:00'));
    expect(latest()?.committedMm).toBeGreaterThan(4.4 * 0.55);
    expect(latest()?.committedMm).toBeLessThan(4.4 * 0.75);
    expect(latest()?.committedMm).toBeCloseTo(night.at('aadalen', '24:00').committedMm, 9);
  });
});
