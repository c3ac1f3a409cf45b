import { cubicMetres, HOUR, instant, metresAboveDatum, millimetres, minutes } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { roadPondAfter } from './road-water.ts';
import { smallTown } from './small-town.ts';
import { streamLevel, swollenAfter } from './stream-water.ts';
import { tideLevel } from './tide.ts';
import { dryTown } from './town-water.ts';
import { waterLevels } from './water-levels.ts';

describe('water levels', () => {
  it('in dry weather stand where a town engineer expects them', () => {
    const levels = waterLevels(smallTown, dryTown(smallTown), instant(0));
    // 90 m³ on 1200 m² is 7.5 cm above 0.60 m; the road's gully is 35 cm deep; the stream runs 1.10 m below its bank.
    expect(levels.get('l-b-large')).toBeCloseTo(0.675, 9);
    expect(levels.get('l-road')).toBeCloseTo(0.65, 9);
    expect(levels.get('l-stream')).toBeCloseTo(0.7, 9);
    expect(levels.get('l-sea')).toBe(0);
  });

  it('of the sea swing 0.25 m either way in 12.42 hours', () => {
    expect(tideLevel(instant((12.42 / 4) * HOUR))).toBeCloseTo(0.25, 9);
    expect(tideLevel(instant(((12.42 * 3) / 4) * HOUR))).toBeCloseTo(-0.25, 9);
  });

  it('of a stream reach the bank when it is full', () => {
    const stream = smallTown.assets.find((asset) => asset.kind === 'stream');
    if (stream === undefined) throw new Error('the small town has a stream');
    expect(streamLevel(stream, 1)).toBe(metresAboveDatum(1.8));
  });
});

describe('water on its way', () => {
  it('is all kept by a stream', () => {
    const step = swollenAfter(cubicMetres(100), cubicMetres(30), minutes(1));
    expect(step.stored + step.outflow).toBeCloseTo(130, 9);
  });

  it('gathers on a road only beyond what its inlets take', () => {
    const rain = (depth: number) => roadPondAfter(0, { rain: millimetres(depth), spilled: cubicMetres(0) }, minutes(1));
    expect(rain(1)).toBe(0);
    // 1 mm beyond the inlets, gathered from 45 times the surface.
    expect(rain(2)).toBeCloseTo(0.045, 9);
  });
});
