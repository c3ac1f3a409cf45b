import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cubicMetres, litresPerSecond, metres, metresAboveDatum, millimetres, minutes } from '../units.ts';
import type { DrainagePart } from './drainage-part.ts';
import { type DrainageLink, type DrainagePlan, drainagePlan } from './drainage-plan.ts';
import { arrivals, dryState, storedWater } from './drainage-state.ts';
import { drainStep, noFlows, usualConditions } from './drainage-step.ts';
import type { OutletLaw } from './outlet-law.ts';
import { type Projection, ProjectionColumns } from './projection-columns.ts';
import { ProjectionSpace } from './projection-space.ts';
import { storageTable } from './storage-table.ts';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const soil = fc.record({ capacity: between(20, 200).map(millimetres), exponent: between(0.5, 6), keptPerDay: fc.constant({ summer: 0.9, winter: 0.98 }) });
const law: fc.Arbitrary<OutletLaw> = fc.oneof(
  fc.record({ kind: fc.constant('constant' as const), flow: between(0, 200).map(litresPerSecond) }),
  fc.record({ kind: fc.constant('orifice' as const), diameter: between(0.05, 0.6).map(metres), axis: between(-0.2, 1).map(metresAboveDatum), coefficient: fc.constant(0.62) }),
  fc.record({ kind: fc.constant('weir' as const), width: between(0.1, 4).map(metres), edge: between(0, 2).map(metresAboveDatum), coefficient: fc.constant(0.62) }),
  fc.record({ kind: fc.constant('pump' as const), flow: between(1, 200).map(litresPerSecond), startsAt: between(1, 2).map(metresAboveDatum), stopsAt: between(0, 0.9).map(metresAboveDatum) }),
);
const land = fc.record({
  kind: fc.constant('land' as const), hard: between(1, 500), soft: between(0, 3000), travel: between(1, 240),
  loss: fc.record({ whole: between(0, 2).map(millimetres), recovery: fc.constant(minutes(720)) }),
  soil: fc.option(soil, { nil: undefined }),
}).map(({ soil: ground, soft, ...rest }) => (ground === undefined ? { ...rest, soft: 0 } : { ...rest, soft, soil: ground }));
const store = fc.record({ kind: fc.constant('store' as const), capacity: between(10, 4000), law }).map((each) => ({
  ...each,
  table: storageTable([{ level: metresAboveDatum(0), volume: cubicMetres(0) }, { level: metresAboveDatum(1), volume: cubicMetres(each.capacity * 0.3) }, { level: metresAboveDatum(2), volume: cubicMetres(each.capacity) }]),
}));
const conduit = fc.record({ kind: fc.constant('conduit' as const), capacity: fc.oneof(between(1, 500), fc.constant(Infinity)), passage: fc.option(between(0.1, 240), { nil: undefined }) })
  .map(({ passage, ...rest }) => (passage === undefined ? rest : { ...rest, passage }));
const outfall = fc.constant({ kind: 'outfall' as const });

/** Parts whose links lead to a later one only; some lead nowhere, some to two. */
const network = fc.array(fc.oneof({ weight: 2, arbitrary: land }, { weight: 2, arbitrary: store }, conduit, outfall), { minLength: 2, maxLength: 9 }).chain((kinds) => {
  const parts = kinds.map((part, at): DrainagePart => ({ ...part, id: `p${at}` }));
  const ways = fc.tuple(...parts.map((_, at) => fc.record({ first: fc.nat(8), second: fc.nat(8), share: between(0, 1), overflow: fc.nat(8) }).map(({ first, second, share, overflow }): DrainageLink[] => {
    const later = (step: number) => `p${at + 1 + step}`;
    return [
      { from: `p${at}`, to: later(first), share },
      ...(second === first ? [] : [{ from: `p${at}`, to: later(second), share: 1 - share }]),
      { from: `p${at}`, to: later(overflow), share: 1, overflow: true as const },
    ];
  })));
  return ways.map((links) => drainagePlan(parts, links.flat()));
});

const weather = fc.array(fc.record({ rain: fc.oneof(fc.constant(0), between(0, 30)), dryFlow: fc.oneof(fc.constant(0), between(0, 50)), share: between(0, 1), recipient: fc.oneof(fc.constant(NaN), between(-1, 3)) }), { minLength: 1, maxLength: 40 });

describe('mass balance', () => {
  it('closes to 1e-9 in every step of any network, whatever the weather', () => {
    fc.assert(
      fc.property(network, weather, fc.constantFrom(1, 5, 17, 60, 720), fc.nat(11), between(0.5, 1.5), (plan, steps, step, month, areaFactor) => {
        const state = dryState(plan, step);
        const flows = noFlows(plan);
        const count = plan.parts.length;
        const filled = (value: number) => new Float64Array(count).fill(value);
        for (const { rain, dryFlow, share, recipient } of steps) {
          const before = storedWater(plan, state);
          drainStep(plan, state, filled(rain), { outletShare: filled(share), recipient: filled(recipient), dryFlow: filled(dryFlow), month, areaFactor }, flows);
          const after = storedWater(plan, state);
          const came = flows.rain + flows.dryFlow;
          // Relative to the water in play: cubic metres by the hundred thousand have their last digit at 1e-11.
          const scale = Math.max(1, before, after, came);
          expect(Math.abs(came - flows.evaporated - flows.left - flows.flooded - (after - before)) / scale).toBeLessThan(1e-9);
          plan.parts.forEach((part, at) => {
            expect(state.volume[at]).toBeGreaterThanOrEqual(0);
            if (part.kind === 'store') expect(state.volume[at]).toBeLessThanOrEqual(part.capacity);
          });
        }
      }),
      { numRuns: 400 },
    );
  });
});

/** Which of the plans, how long its steps are, what rains on it, and in which of two sets of columns; `onward`: in the other set from where that ended. */
const RUNS = fc.array(
  fc.record({
    plan: fc.nat(2), step: fc.constantFrom(0.5, 1, 7, 45), factor: fc.constantFrom(1, 0.8, 1.2), set: fc.nat(1), onward: fc.boolean(), longer: fc.constantFrom(4, 0.25),
    rain: fc.array(fc.oneof(fc.constant(0), between(0, 8)), { minLength: 1, maxLength: 12 }),
  }),
  { minLength: 1, maxLength: 12 },
);

const said = (plan: DrainagePlan, { load, reachedAfter, overflowed, end }: Projection) => ({
  load: load.slice(0, plan.parts.length), reachedAfter: reachedAfter.slice(0, plan.parts.length), overflowed: overflowed.slice(0, plan.parts.length),
  end: plan.parts.map((_, at) => [end.surface[at], end.soil[at], end.volume[at], end.pumping[at], ...arrivals(end, at)]),
});

it('what runs in columns that many plans have used says what it says in its own', () => {
  fc.assert(
    fc.property(fc.tuple(network, network, network), RUNS, (plans, runs) => {
      const shared = [new ProjectionColumns(), new ProjectionColumns()] as const;
      for (const { plan: number, step, factor, set, onward, longer, rain } of runs) {
        const plan = plans[number]!;
        const conditions = { ...usualConditions(plan), dryFlow: new Float64Array(plan.parts.length).fill(3) };
        const state = dryState(plan, 1);
        const spaceIn = (length: number, columns?: ProjectionColumns) => new ProjectionSpace(plan, length, columns);
        const own = spaceIn(step).begin(state, factor).run(rain, conditions);
        const here = spaceIn(step, shared[set]).begin(state, factor).run(rain, conditions);
        expect(said(plan, here)).toEqual(said(plan, own));
        // On from its end, in steps of another length: of short ones what is on its way needs more room than there may be.
        const [wasThere, was] = [onward ? shared[1 - set]! : shared[set]!, own.overflowed.slice()];
        const later = spaceIn(step * longer).begin(own.end).run(rain, conditions, was);
        expect(said(plan, spaceIn(step * longer, wasThere).begin(here.end).run(rain, conditions, here.overflowed))).toEqual(said(plan, later));
      }
    }),
  );
});

it('what runs on says what its steps say one by one, and a recipient that lies far below changes nothing', () => {
  fc.assert(
    fc.property(network, fc.array(fc.oneof(fc.constant(0), between(0, 8)), { minLength: 1, maxLength: 20 }), fc.constantFrom(0.5, 1, 7, 45), between(0, 1), (plan, rain, step, share) => {
      const count = plan.parts.length;
      const conditions = { ...usualConditions(plan), dryFlow: new Float64Array(count).fill(3), outletShare: new Float64Array(count).fill(share) };
      const { load, reachedAfter, overflowed, end } = new ProjectionSpace(plan, step).begin(dryState(plan, step)).run(rain, conditions);
      const state = dryState(plan, step);
      const flows = noFlows(plan);
      const most = new Float64Array(count);
      const lost = new Float64Array(count);
      for (const depth of rain) {
        drainStep(plan, state, new Float64Array(count).fill(depth), { ...conditions, recipient: new Float64Array(count).fill(-1000) }, flows);
        plan.parts.forEach((part, at) => {
          if (part.kind === 'store') lost[at]! += flows.excess[at]!;
          if (part.kind === 'store') most[at] = Math.max(most[at]!, (state.volume[at]! + lost[at]!) / part.capacity);
          if (part.kind === 'conduit' && part.passage === undefined) most[at] = Math.max(most[at]!, flows.inflow[at]! / (part.capacity * 0.06 * step));
        });
      }
      plan.parts.forEach((part, at) => {
        expect([end.surface[at], end.soil[at], end.volume[at], end.pumping[at], ...arrivals(end, at)]).toEqual([state.surface[at], state.soil[at], state.volume[at], state.pumping[at], ...arrivals(state, at)]);
        expect(overflowed[at]).toBe(lost[at]);
        if (part.kind === 'store' || (part.kind === 'conduit' && part.passage === undefined)) expect(load[at]).toBeCloseTo(most[at]!, 9);
        if (part.kind === 'store') expect(reachedAfter[at] === Infinity).toBe(load[at]! < 1);
      });
    }),
  );
});

it('a run is refused where another has begun', () => {
  const plan = drainagePlan([{ kind: 'outfall', id: 'sea' }], []);
  const columns = new ProjectionColumns();
  const [one, other] = [new ProjectionSpace(plan, 1, columns), new ProjectionSpace(plan, 5, columns)];
  one.begin(dryState(plan, 1));
  other.begin(dryState(plan, 1));
  expect(() => one.run([1], usualConditions(plan))).toThrow(/Another run/);
  expect(() => other.run([1], usualConditions(plan))).not.toThrow();
});
