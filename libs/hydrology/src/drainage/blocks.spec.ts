import { describe, expect, it } from 'vitest';
import { litresPerSecond, metres, metresAboveDatum, millimetres } from '../units.ts';
import { reservoirStep } from './linear-reservoir.ts';
import { outletFlow } from './outlet-law.ts';
import { soilAfterRain, soilKept } from './soil.ts';
import { pitVolume, storageOfShape } from './storage-shape.ts';
import { volumeAt } from '../storage-curve.ts';

// Every expected value: domain.md §4.3.
describe('building blocks', () => {
  it('a linear reservoir: K 10, Δt 5, inflow 100, 100, 0, 0 gives 39.347, 63.212, 38.340, 23.254', () => {
    const { kept, keptOfInflow } = reservoirStep(10, 5);
    let stored = 0;
    const flows = [100, 100, 0, 0].map((inflow) => {
      stored = stored * kept + inflow * 5 * keptOfInflow;
      return stored / 10;
    });
    expect(flows.map((flow) => flow.toFixed(3))).toEqual(['39.347', '63.212', '38.340', '23.254']);
  });

  it('a truncated pyramid of 40 by 25 m, slope 3, 1.5 m deep holds 1979.25 m³', () => {
    expect(pitVolume({ length: metres(40), width: metres(25), slope: 3 }, 1.5)).toBeCloseTo(1979.25, 9);
    const curve = storageOfShape({ bottom: metresAboveDatum(2), height: metres(1.5), length: metres(40), width: metres(25), slope: 3 });
    expect(volumeAt(curve, metresAboveDatum(3.5))).toBeCloseTo(1979.25, 9);
    // A straight line between rows 7.5 cm apart may cut at most m·(L+B+…)·Δh²/4 off: under a cubic metre here.
    expect(Math.abs(volumeAt(curve, metresAboveDatum(2.71)) - pitVolume({ length: metres(40), width: metres(25), slope: 3 }, 0.71))).toBeLessThan(1);
  });

  it('a prism needs no rows between', () => {
    expect(storageOfShape({ bottom: metresAboveDatum(0), height: metres(1.5), length: metres(40), width: metres(30), slope: 0 })).toEqual([{ level: 0, volume: 0 }, { level: 1.5, volume: 1800 }]);
  });

  it('an orifice of 10 cm under 1.5 m of water lets 26.417 l/s out; against a recipient only the difference counts', () => {
    const orifice = { kind: 'orifice', diameter: metres(0.1), axis: metresAboveDatum(1), coefficient: 0.62 } as const;
    expect(outletFlow(orifice, 2.5, undefined)).toBeCloseTo(26.417, 2);
    expect(outletFlow(orifice, 2.5, 0.4)).toBeCloseTo(26.417, 2);
    expect(outletFlow(orifice, 3, 1.5)).toBeCloseTo(26.417, 2);
    expect(outletFlow(orifice, 2.5, 2.6)).toBe(0);
  });

  it('a weir of 3 m under 10 cm lets 173.69 l/s over', () => {
    expect(outletFlow({ kind: 'weir', width: metres(3), edge: metresAboveDatum(2), coefficient: 0.62 }, 2.1, undefined)).toBeCloseTo(173.69, 1);
  });

  it('a regulated outlet stops against a recipient as high as its water', () => {
    const constant = { kind: 'constant', flow: litresPerSecond(10) } as const;
    expect([outletFlow(constant, 1, 0.99), outletFlow(constant, 1, 1)]).toEqual([10, 0]);
  });

  it('soil remembers rain: k 0.9 and rain 10, 0, 0, 5, 0 give 10, 9, 8.1, 12.29, 11.061', () => {
    // So much room, and so sharp an onset, that nothing runs off.
    const soil = { capacity: millimetres(1000), exponent: 50, keptPerDay: { summer: 0.9, winter: 0.9 } };
    let moisture = 0;
    const index = [10, 0, 0, 5, 0].map((rain) => (moisture = soilAfterRain(moisture * soilKept(0.9, 1440), rain, soil).moisture));
    expect(index.map((value) => Number(value.toFixed(3)))).toEqual([10, 9, 8.1, 12.29, 11.061]);
  });

  it('saturated soil gives all rain away, half-wet soil a quarter at exponent 2, and none is lost', () => {
    const soil = { capacity: millimetres(80), exponent: 2, keptPerDay: { summer: 0.9, winter: 0.98 } };
    expect(soilAfterRain(80, 6, soil)).toEqual({ moisture: 80, runoff: 6 });
    expect(soilAfterRain(40, 8, soil)).toEqual({ moisture: 46, runoff: 2 });
    // (79/80)² of 100 mm is 97.5: of the rest, 1 mm finds room.
    expect(soilAfterRain(79, 100, soil)).toEqual({ moisture: 80, runoff: 99 });
  });
});
