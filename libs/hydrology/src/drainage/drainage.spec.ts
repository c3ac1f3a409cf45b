import { describe, expect, it } from 'vitest';
import { millimetres, minutes, cubicMetres, litresPerSecond, metres, metresAboveDatum } from '../units.ts';
import type { DrainagePart, LandPart, StorePart } from './drainage-part.ts';
import { type DrainagePlan, drainagePlan } from './drainage-plan.ts';
import { arrivals, type DrainageState, dryState, storedWater } from './drainage-state.ts';
import { drainStep, noFlows, usualConditions } from './drainage-step.ts';
import { ProjectionSpace } from './projection-space.ts';
import { storageTable } from './storage-table.ts';

/** What is there, in steps of another length. */
const inStepsOf = (step: number, state: DrainageState, plan: DrainagePlan, factor = 1): DrainageState =>
  new ProjectionSpace(plan, step).begin(state, factor).run([], usualConditions(plan)).end;

// domain.md §4.2: A_red 4.86 ha, V_max 1800 m³, Q_out 10 l/s, tc 10 min, i0 0.6 mm, V0 1200 m³, steps of 5 min.
const LAND: LandPart = { kind: 'land', id: 'land', hard: 48.6, soft: 0, loss: { whole: millimetres(0.6), recovery: minutes(720) }, travel: 10 };
const BASIN: StorePart = {
  kind: 'store', id: 'basin', capacity: 1800, law: { kind: 'constant', flow: litresPerSecond(10) },
  table: storageTable([{ level: metresAboveDatum(0.6), volume: cubicMetres(0) }, { level: metresAboveDatum(2.1), volume: cubicMetres(1800) }]),
};
const PLAN = drainagePlan([LAND, BASIN], [{ from: 'land', to: 'basin', share: 1 }]);
const RAIN = [0.2, 0.4, 1.2, 4, 8, 6, 3, 1, 0.4, 0.2, 0, 0, 0, 0, 0, 0];
// Columns of the table in domain-vectors.json: Q_in l/s, V m³, overflow m³.
const ROWS = [
  [0, 1197, 0], [0, 1194, 0], [97.2, 1220.16, 0], [421.2, 1343.52, 0], [972, 1632.12, 0], [1134, 1800, 169.32], [729, 1800, 215.7],
  [324, 1800, 94.2], [113.4, 1800, 31.02], [48.6, 1800, 11.58], [16.2, 1800, 1.86], [0, 1797, 0], [0, 1794, 0], [0, 1791, 0], [0, 1788, 0], [0, 1785, 0],
];

function begun(volume: number) {
  const state = dryState(PLAN, 5);
  state.volume[1] = volume;
  return state;
}

describe('the step model', () => {
  it('follows the worked example of domain.md §4.2 step by step', () => {
    const state = begun(1200);
    const flows = noFlows(PLAN);
    const sums = { in: 0, out: 0, overflow: 0 };
    const rows = RAIN.map((depth) => {
      drainStep(PLAN, state, Float64Array.of(depth, 0), usualConditions(PLAN), flows);
      sums.in += flows.inflow[1]!;
      sums.out += flows.outflow[1]!;
      sums.overflow += flows.excess[1]!;
      return [flows.inflow[1]! / 0.3, state.volume[1]!, flows.excess[1]!];
    });
    rows.forEach((row, at) => row.forEach((value, column) => expect(value, `row ${at + 1}`).toBeCloseTo(ROWS[at]![column]!, 9)));
    expect(sums.in).toBeCloseTo(1156.68, 9);
    expect(sums.out).toBeCloseTo(48, 9);
    expect(sums.overflow).toBeCloseTo(523.68, 9);
    expect(state.surface[0]).toBeCloseTo(0.025, 12);
  });

  it('keeps what is on its way when the rain stops: 324 l/s, then nothing, and a peak of 1437.72 m³ (scenario a)', () => {
    const state = begun(1200);
    const flows = noFlows(PLAN);
    for (const depth of RAIN.slice(0, 4)) drainStep(PLAN, state, Float64Array.of(depth, 0), usualConditions(PLAN), flows);
    const after = new ProjectionSpace(PLAN, 5).begin(state).run([0, 0, 0], usualConditions(PLAN));
    expect(after.load[1]! * 1800).toBeCloseTo(1437.72, 9);
    expect(after.reachedAfter[1]).toBe(Infinity);
  });

  it('is full after 18.50 min at an inflow of 421.2 l/s (scenario b)', () => {
    const conditions = { ...usualConditions(PLAN), dryFlow: Float64Array.of(0, 421.2) };
    expect(new ProjectionSpace(PLAN, 5).begin(begun(1343.52)).run([0, 0, 0, 0], conditions).reachedAfter[1]).toBeCloseTo(18.5, 2);
  });

  it('has the same water on its way in steps of another length', () => {
    const state = begun(0);
    const flows = noFlows(PLAN);
    drainStep(PLAN, state, Float64Array.of(4.6, 0), usualConditions(PLAN), flows);
    // 4.0 mm on 48.6 m³/mm: half of 194.4 m³ has arrived, half comes within the next five minutes.
    const finer = inStepsOf(1, state, PLAN);
    expect([...arrivals(finer, 0).slice(0, 6)]).toEqual([19.44, 19.44, 19.44, 19.44, 19.44, 0].map((volume) => expect.closeTo(volume, 9) as number));
    expect(arrivals(inStepsOf(45, state, PLAN), 0)[0]).toBeCloseTo(97.2, 9);
    expect(storedWater(PLAN, finer)).toBeCloseTo(storedWater(PLAN, state), 9);
    expect(arrivals(inStepsOf(5, state, PLAN, 1.2), 0)[0]).toBeCloseTo(116.64, 9);
  });
});

describe('outlets in the step model', () => {
  const only = (law: StorePart['law'], volume: number, area = 1200, height = 1.5) => {
    const store: StorePart = {
      kind: 'store', id: 'basin', capacity: area * height, law,
      table: storageTable([{ level: metresAboveDatum(0), volume: cubicMetres(0) }, { level: metresAboveDatum(height), volume: cubicMetres(area * height) }]),
    };
    const plan = drainagePlan([store], []);
    const state = dryState(plan, 5);
    state.volume[0] = volume;
    return { plan, state };
  };
  const ORIFICE = { kind: 'orifice', diameter: metres(0.1), axis: metresAboveDatum(0), coefficient: 0.62 } as const;

  it('an orifice of 10 cm empties 1200 m² from 1.5 to 0.5 m in 15.999 h (domain.md §4.3)', () => {
    const { plan, state } = only(ORIFICE, 1800);
    const flows = noFlows(plan);
    let steps = 0;
    for (; state.volume[0]! > 600; steps += 1) drainStep(plan, state, new Float64Array(1), usualConditions(plan), flows);
    expect((steps * 5) / 60).toBeCloseTo(15.999, 0.5);
  });

  it('an orifice is steady in steps of 12 hours: never below empty, never swinging', () => {
    const { plan, state } = only(ORIFICE, 1800);
    const long = inStepsOf(720, state, plan);
    const flows = noFlows(plan);
    const volumes = Array.from({ length: 6 }, () => {
      drainStep(plan, long, new Float64Array(1), usualConditions(plan), flows);
      return long.volume[0]!;
    });
    volumes.forEach((volume, at) => expect(volume).toBeLessThan(at === 0 ? 1800 : volumes[at - 1]!));
    expect(volumes.at(-1)).toBeGreaterThanOrEqual(0);
  });

  it('a high recipient holds back what lies below it, and lets the rest out', () => {
    const { plan, state } = only({ kind: 'constant', flow: litresPerSecond(100) }, 1206);
    const conditions = { ...usualConditions(plan), recipient: Float64Array.of(1) };
    const flows = noFlows(plan);
    drainStep(plan, state, new Float64Array(1), conditions, flows);
    // 1.0 m is 1200 m³; 30 m³ could have gone, 6 did.
    expect(flows.outflow[0]).toBeCloseTo(6, 9);
  });

  it('a pump starts within the step in which the water reaches its start level, and stops at its stop level', () => {
    const { plan, state } = only({ kind: 'pump', flow: litresPerSecond(100), startsAt: metresAboveDatum(1), stopsAt: metresAboveDatum(0.5) }, 1140);
    const conditions = { ...usualConditions(plan), dryFlow: Float64Array.of(400) };
    const flows = noFlows(plan);
    drainStep(plan, state, new Float64Array(1), conditions, flows);
    // 120 m³ come in 5 min; the 60 up to 1200 take 2.5 min, so the pump runs for 2.5 min: 15 m³.
    expect(flows.outflow[0]).toBeCloseTo(15, 9);
    expect(state.pumping[0]).toBe(1);
    const dry = usualConditions(plan);
    for (let step = 0; step < 40; step += 1) drainStep(plan, state, new Float64Array(1), dry, flows);
    expect(state.volume[0]).toBeCloseTo(600, 9);
    expect(state.pumping[0]).toBe(0);
  });
});

describe('ways of the water', () => {
  const inlet: DrainagePart = { kind: 'conduit', id: 'inlet', capacity: 100 };
  const basin = { ...BASIN, law: { kind: 'constant', flow: litresPerSecond(0) } } as const;

  it('shares what an inlet lets through and what it cannot', () => {
    const street: StorePart = { ...basin, id: 'street' };
    const plan = drainagePlan([street, basin, inlet, LAND], [
      { from: 'land', to: 'inlet', share: 0.5 },
      { from: 'land', to: 'basin', share: 0.5 },
      { from: 'inlet', to: 'basin', share: 1 },
      { from: 'inlet', to: 'street', share: 1, overflow: true },
    ]);
    expect(plan.parts.map(({ id }) => id)).toEqual(['land', 'inlet', 'basin', 'street']);
    const state = dryState(plan, 5);
    const flows = noFlows(plan);
    drainStep(plan, state, Float64Array.of(4.6, 0, 0, 0), usualConditions(plan), flows);
    // 97.2 m³ arrive: 48.6 at the inlet, which takes 30 in five minutes.
    expect(state.volume[plan.index.get('basin')!]).toBeCloseTo(78.6, 9);
    expect(state.volume[plan.index.get('street')!]).toBeCloseTo(18.6, 9);
    expect(flows.flooded).toBe(0);
  });

  it('passes a stream as through a linear reservoir, and its load is the flow at that moment (domain.md §4.3)', () => {
    // K 10, Δt 5, inflow 100, 100, 0, 0 l/s gives 39.347, 63.212, 38.340, 23.254.
    const stream: DrainagePart = { kind: 'conduit', id: 'stream', capacity: 50, passage: 10 };
    const plan = drainagePlan([stream], []);
    const state = dryState(plan, 5);
    const flows = noFlows(plan);
    const said = [100, 100, 0, 0].map((inflow) => {
      drainStep(plan, state, new Float64Array(1), { ...usualConditions(plan), dryFlow: Float64Array.of(inflow) }, flows);
      return { flow: state.volume[0]! / 0.6, left: flows.left, flooded: flows.flooded };
    });
    expect(said.map(({ flow }) => flow.toFixed(3))).toEqual(['39.347', '63.212', '38.340', '23.254']);
    // In the second step 30 + 0.6 · (39.347 − 63.212) = 15.681 m³ leave, of which the banks hold 0.3 · 50 = 15.
    expect(said[1]!.left).toBeCloseTo(15, 9);
    expect(said[1]!.flooded).toBeCloseTo(0.681, 3);
    const ahead = new ProjectionSpace(plan, 5).begin(dryState(plan, 5)).run([0, 0, 0, 0], { ...usualConditions(plan), dryFlow: Float64Array.of(100) });
    // 100 · (1 − e^−2) l/s after 20 min; 50 lies 10.653 of 23.865 into the second step.
    expect(ahead.load[0]).toBeCloseTo(86.466 / 50, 4);
    expect(ahead.reachedAfter[0]).toBeCloseTo(5 + (5 * 10.653) / 23.865, 3);
    // What stands in it already counts, and runs off: at its bank without any more water, and no later.
    state.volume[0] = 30;
    const full = new ProjectionSpace(plan, 5).begin(state).run([0], usualConditions(plan));
    expect([full.load[0], full.reachedAfter[0]]).toEqual([1, 0]);
  });

  it('floods where the overflow has no way', () => {
    const plan = drainagePlan([inlet], []);
    const flows = noFlows(plan);
    drainStep(plan, dryState(plan, 5), new Float64Array(1), { ...usualConditions(plan), dryFlow: Float64Array.of(150) }, flows);
    expect([flows.left, flows.flooded].map((volume) => Number(volume.toFixed(9)))).toEqual([30, 15]);
  });

  it('refuses water that runs in a circle', () => {
    expect(() => drainagePlan([basin, inlet], [{ from: 'basin', to: 'inlet', share: 1 }, { from: 'inlet', to: 'basin', share: 1 }])).toThrow('Water would run in a circle among basin, inlet.');
  });
});
