import type { LiveBasin } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { basinGlyph } from './basin-glyph.ts';

const basin = (said: Partial<LiveBasin>): LiveBasin => ({
  id: 'b-1', at: 0, state: 'ready', canTake: [], designReturnPeriod: 5, comingMm: null, reasons: [], ...said,
});

describe('a basin on the map', () => {
  it('stands half full of water at one half: from 29 up by 13 of 26', () => {
    expect(basinGlyph(basin({ share: 0.5 }))).toContain('y="16.0"');
  });

  it('has a shape of its own for each state that is known', () => {
    const shapes = (['ready', 'strained', 'exhausted'] as const).map((state) => /class="edge" d="([^"]+)"/.exec(basinGlyph(basin({ state })))?.[1]);
    expect(new Set(shapes).size).toBe(3);
  });

  it('shows no water when it is not known how much there is', () => {
    expect(basinGlyph(basin({ state: 'unknown', share: 0.9 }))).toContain('y="29.0"');
  });
});
