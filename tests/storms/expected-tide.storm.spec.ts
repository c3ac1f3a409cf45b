import { metresAboveDatum, HOUR, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { CatchmentNight, codesOf, takeOf } from './catchment-night.ts';
import { sampleTown } from './timeline.ts';

// Ådalen, 48.6 reduced ha, with its outlet led to the fjord, which shuts it from 0.90 m on. 900 m³ of room at 1.35 m.
describe('a tide that is forecast', { timeout: 90_000 }, () => {
  it('lowers the low bound before it comes, and the middle not', async () => {
    const town = await sampleTown();
    const night = new CatchmentNight({ ...town, network: town.network.map((link) => (link.from === 'b-aadalen' ? { ...link, to: 'fjorden' } : link)) })
      .says('22:00', '46:00', 'rain_mm', { 'r-03': 0, 'r-04': 0 })
      .says('22:00', '46:00', 'level_m', { 'l-aadalen': 1.35, 'l-aadalsvej': 1.3, 'tide-01': 0.1 });
    const now = night.time('46:00');
    const before = night.at('aadalen', '46:00');
    expect(codesOf(before)).not.toContain('outlet-shuts');
    night.watch.coming.forecast(
      { kind: 'water-level', source: 'DMI', issuedAt: shifted(now, -HOUR), asset: 'fjorden', steps: [{ at: shifted(now, 2 * HOUR), level: metresAboveDatum(0.8), high: metresAboveDatum(0.95) }] },
      now,
    );
    const after = night.at('aadalen', '46:00');
    expect(codesOf(after)).toContain('outlet-shuts');
    expect(takeOf(after, 360)?.middle).toBeCloseTo(takeOf(before, 360)?.middle ?? NaN, 1);
    // A fifth more land and 24 m³ more water, and nothing runs out: 0.6 + 876/58.32.
    expect(Math.abs((takeOf(after, 360)?.low ?? NaN) - 15.62)).toBeLessThan(0.15);
    expect(takeOf(before, 360)?.low).toBeGreaterThan(18);
    // Of a moment before it was issued nobody knew.
    expect(codesOf(night.at('aadalen', '44:30'))).not.toContain('outlet-shuts');
  });
});
