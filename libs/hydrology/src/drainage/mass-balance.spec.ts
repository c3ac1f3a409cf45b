import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cubicMetres, litresPerSecond, metres, metresAboveDatum, millimetres, minutes } from '../units.ts';
import type { DrainagePart } from './drainage-part.ts';
import { type DrainageLink, drainagePlan } from './drainage-plan.ts';
import { dryState, storedWater } from './drainage-state.ts';
import { drainStep, noFlows } from './drainage-step.ts';
import type { OutletLaw } from './outlet-law.ts';
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
