import { describe, expect, it } from 'vitest';
import { cubicMetres, litresPerSecond, metres, metresAboveDatum, millimetres, minutes } from '../units.ts';
import type { OutletLaw } from './outlet-law.ts';
import type { DrainagePart, LandPart } from './drainage-part.ts';
import { drainagePlan } from './drainage-plan.ts';
import { dryState } from './drainage-state.ts';
import { drainStep, noFlows, usualConditions } from './drainage-step.ts';
import { storageOfShape } from './storage-shape.ts';
import { type StorageTable, storageTable, volumeOfLevel } from './storage-table.ts';

// Volumes in m³ by minute as EPA SWMM 5.2.4 computed them (docs/decisions/0008-readiness.md, with its input files).
type Row = readonly [minute: number, volume: number];
const CASES: Readonly<Record<'constant' | 'orifice' | 'pump', { readonly rows: readonly Row[]; readonly peak: Row }>> = {
  // While it pours, at minute 30, SWMM's surface holds 61 m³ back, 47 s of inflow: that is a lag, and told in the decision.
  constant: { rows: [[40, 1089.37], [50, 1125.29], [60, 1125.84], [75, 1118.02], [90, 1109.33], [120, 1091.53], [180, 1055.64]], peak: [54, 1127.47] },
  orifice: { rows: [[10, 637.39], [20, 787.64], [30, 929.13], [40, 1063.01], [50, 1190.15], [60, 1311.24], [75, 1453.12], [90, 1295.64], [120, 957.99], [180, 435.3], [240, 116.12]], peak: [75, 1453.12] },
  pump: { rows: [[10, 282.66], [20, 432.66], [30, 582.66], [40, 732.66], [50, 882.65], [60, 1032.65], [75, 1219.78], [90, 1148.65], [120, 968.65], [180, 608.66], [240, 317.81], [300, 317.81]], peak: [76, 1220.55] },
};

const FLAT = storageTable([{ level: metresAboveDatum(0), volume: cubicMetres(0) }, { level: metresAboveDatum(3), volume: cubicMetres(3600) }]);

/** Volumes at the end of each minute. */
function run(parts: readonly DrainagePart[], given: { readonly rain?: (minute: number) => number; readonly inflow?: (minute: number) => number; readonly begins?: number }) {
  const plan = drainagePlan(parts, parts.length > 1 ? [{ from: 'land', to: 'basin', share: 1 }] : []);
  const basin = plan.index.get('basin')!;
  const state = dryState(plan, 1);
  state.volume[basin] = given.begins ?? 0;
  const flows = noFlows(plan);
  return Array.from({ length: 480 }, (_, index) => {
    const conditions = usualConditions(plan);
    conditions.dryFlow[basin] = given.inflow?.(index + 0.5) ?? 0;
    drainStep(plan, state, new Float64Array(plan.parts.length).fill(given.rain?.(index) ?? 0), conditions, flows);
    return state.volume[basin]!;
  });
}

const basin = (law: OutletLaw, table: StorageTable = FLAT): DrainagePart => ({ kind: 'store', id: 'basin', capacity: table.volumes.at(-1)!, table, law });
/** A hydrograph in l/s that rises and falls in straight lines. */
const trapezium = (top: number) => (minute: number) => top * Math.max(0, Math.min(1, minute / 10, (80 - minute) / 10));

function compared(volumes: readonly number[], { rows, peak }: (typeof CASES)['constant'], stepWithin: number) {
  for (const [minute, volume] of rows) expect(Math.abs(volumes[minute - 1]! / volume - 1), `minute ${minute}: ${volumes[minute - 1]} against ${volume}`).toBeLessThan(0.02);
  const highest = Math.max(...volumes);
  expect(Math.abs(highest / peak[1] - 1)).toBeLessThan(0.02);
  expect(Math.abs(volumes.indexOf(highest) + 1 - peak[0])).toBeLessThanOrEqual(stepWithin);
}

describe('storage beside EPA SWMM', () => {
  it('rain on hard land into a basin with a constant outlet', () => {
    const rain = [0.2, 0.4, 1.2, 4, 8, 6, 3, 1, 0.4, 0.2];
    const land: LandPart = { kind: 'land', id: 'land', hard: 48.6, soft: 0, loss: { whole: millimetres(0.6), recovery: minutes(720) }, travel: 1 };
    const volumes = run([land, basin({ kind: 'constant', flow: litresPerSecond(10) })], { rain: (minute) => (rain[Math.floor(minute / 5)] ?? 0) / 5 });
    compared(volumes, CASES.constant, 5);
  });

  it('a flood wave into a basin with an orifice of 30 cm', () => {
    const law = { kind: 'orifice', diameter: metres(0.3), axis: metresAboveDatum(0), coefficient: 0.62 } as const;
    compared(run([basin(law)], { inflow: trapezium(400), begins: 600 }), CASES.orifice, 1);
  });

  it('a flood wave into a pit with sloping sides and a pump', () => {
    const table = storageTable(storageOfShape({ bottom: metresAboveDatum(0), height: metres(4), length: metres(40), width: metres(25), slope: 3 }));
    const law = { kind: 'pump', flow: litresPerSecond(100), startsAt: metresAboveDatum(1), stopsAt: metresAboveDatum(0.3) } as const;
    compared(run([basin(law, table)], { inflow: trapezium(250), begins: volumeOfLevel(table, 0.2) }), CASES.pump, 1);
  });
});
