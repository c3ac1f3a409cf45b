import { litresPerSecond, metresAboveDatum, MINUTE, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { basin, NOON, series } from './catchment/small-catchments.ts';
import { pumpCondition } from './pump-condition.ts';

// 1800 m³ on 1200 m² above 0.60 m: a quarter is 450 m³, at 0.975 m.
const CHAMBER = basin('b', 'c');
const STARTING = basin('b', 'c', { outletLaw: { kind: 'pump', flow: litresPerSecond(20), startsAt: metresAboveDatum(0.8), stopsAt: metresAboveDatum(0.65) } });
const said = (state: number, level: number, minute = 0) => ({ state: { samples: series([minute, state]), staleAfter: 90_000 }, level: { samples: series([minute, level]), staleAfter: 90_000 } });

describe('a pump', () => {
  it('that stands has stopped only where water stands 5 cm above its start level', () => {
    expect(pumpCondition(STARTING, said(0, 0.84), NOON)).toBe('works');
    expect(pumpCondition(STARTING, said(0, 0.86), NOON)).toBe('stopped');
    expect(pumpCondition(STARTING, said(1, 2), NOON)).toBe('works');
  });

  it('without a start level may wait for one until the basin is a quarter full', () => {
    expect(pumpCondition(CHAMBER, said(0, 1.02), NOON)).toBe('works');
    expect(pumpCondition(CHAMBER, said(0, 1.03), NOON)).toBe('stopped');
  });

  it('is judged by the water when it spoke, not by what came after', () => {
    const risen = { ...said(0, 0.7, -1), level: { samples: series([-1, 0.7], [0, 1.2]), staleAfter: 90_000 } };
    expect(pumpCondition(STARTING, risen, NOON)).toBe('works');
  });

  it('that nobody hears of, or of whose water nobody does, is not called stopped', () => {
    expect(pumpCondition(STARTING, said(0, 2), shifted(NOON, 2 * MINUTE))).toBe('unheard');
    expect(pumpCondition(STARTING, { ...said(0, 2), level: undefined }, NOON)).toBe('works');
    expect(pumpCondition(undefined, said(0, 2), NOON)).toBe('works');
  });
});
