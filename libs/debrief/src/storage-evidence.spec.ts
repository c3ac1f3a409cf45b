import { type Basin, cubicMetres, instant, litresPerSecond, metresAboveDatum, MINUTE, years } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { storageEvidence } from './storage-evidence.ts';

const at = (minute: number) => instant(Date.UTC(2026, 7, 26, 3, 0) + minute * MINUTE);
const point = (level: number, volume: number) => ({ level: metresAboveDatum(level), volume: cubicMetres(volume) });
const BASIN: Basin = {
  kind: 'basin', id: 'b-1', name: 'Bassin', catchment: 'c-1', position: [11, 56], organisation: 'utility',
  storage: [point(0.6, 0), point(2.1, 1800)], crest: metresAboveDatum(2.1), outlet: litresPerSecond(10),
  levelSensor: 'l-1', designReturnPeriod: years(5), designClimateFactor: 1,
};
const STORM = { id: 'storm-1', onset: at(0), lastRainAt: at(60) };
const evidence = (levels: readonly (readonly [minute: number, level: number])[], standing: 'preliminary' | 'measured' = 'measured') =>
  storageEvidence({ action: 'a-1', basin: BASIN, storm: STORM }, levels.map(([minute, value]) => ({ at: at(minute), value })), { until: at(120), standing });

describe('what a basin held in a storm', () => {
  it('is its greatest volume less what stood in it at the onset', () => {
    // 1200 m³ to the metre: from 0.80 m (240 m³) to 1.85 m (1500 m³) is 1260 m³; 1500 of 1800 is 5/6 full.
    const held = evidence([[-5, 0.8], [10, 1.2], [40, 1.85], [90, 1.4]]);
    expect(held?.held).toBeCloseTo(1260, 9);
    expect(held?.fullestShare).toBeCloseTo(5 / 6, 9);
    expect(held).toMatchObject({ fullestAt: at(40), standing: 'measured', action: 'a-1', basin: 'b-1', storm: 'storm-1' });
  });

  it('does not count water above the crest: it was not held', () => {
    expect(evidence([[-5, 0.6], [40, 2.4]])?.held).toBeCloseTo(1800, 9);
  });

  it('starts from the first level of the storm where none was heard before it', () => {
    expect(evidence([[5, 1.1], [40, 1.6]])?.held).toBeCloseTo(600, 9);
  });

  it('is doubtful when its highest water is', () => {
    const levels = [{ at: at(10), value: 1.2 }, { at: at(40), value: 1.85, suspect: true as const }];
    const question = { action: 'a-1', basin: BASIN, storm: STORM };
    expect(storageEvidence(question, levels, { until: at(120), standing: 'measured' })?.standing).toBe('doubtful');
    expect(storageEvidence(question, levels.slice(0, 1), { until: at(120), standing: 'measured' })?.standing).toBe('measured');
  });

  it('is nothing to speak of without a level in the storm', () => {
    expect(evidence([[-5, 0.8]])).toBeUndefined();
    expect(evidence([[-5, 0.8], [121, 2]])).toBeUndefined();
  });
});
