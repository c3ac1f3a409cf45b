import { addUnderway, copyOf, type DrainageState, drainStep, emptyState, noFlows, usualConditions } from '@voldgrav/hydrology';
import { AREA_UNCERTAINTY } from '../uncertainty.ts';
import type { CatchmentModel } from './catchment-model.ts';
import { LOOKED_BACK } from './unseen-rain.ts';

/**
 * The water of `state` and what rain that may have fallen unseen adds to it: on its way, in the soil and the reservoirs of rural land, and in
 * those basins and streams that no water level tells of (`isHeard` false): where one does, what came there has been measured. `unseen`: mm
 * in each of the last `LOOKED_BACK` minutes, by the order of the model's lands. Nothing that came leaves a basin again: the worse case.
 */
export function withUnseenWater(model: CatchmentModel, state: DrainageState, unseen: readonly (Float64Array | undefined)[], isHeard: (part: number) => boolean): DrainageState {
  const rained = unseen.map((rain) => rain?.findIndex((depth) => depth > 0) ?? -1).filter((minute) => minute >= 0);
  if (rained.length === 0) return state;
  const more = moreFrom(model, state, unseen, Math.min(...rained));
  const sum = copyOf(state);
  for (const { at } of model.lands) {
    sum.soil[at] = Math.max(state.soil[at]!, more.soil[at]!);
    sum.volume[at]! += (1 + AREA_UNCERTAINTY) * more.volume[at]!;
    // What is on its way is made more by the case that it is part of.
    addUnderway(sum, more, at, 1);
  }
  for (const { at } of [...model.basins, ...model.streams]) {
    if (isHeard(at)) continue;
    const part = model.plan.parts[at]!;
    const most = part.kind === 'store' ? part.capacity : Infinity;
    sum.volume[at] = Math.min(most, sum.volume[at]! + (1 + AREA_UNCERTAINTY) * more.volume[at]!);
  }
  return sum;
}

/** What the unseen rain alone comes to, from the minute on in which it begins: on wet land, into empty basins. */
function moreFrom(model: CatchmentModel, { layout, soil }: DrainageState, unseen: readonly (Float64Array | undefined)[], begin: number): DrainageState {
  const more = emptyState(layout);
  more.soil.set(soil);
  const usual = usualConditions(model.plan);
  const conditions = { ...usual, outletShare: usual.outletShare.fill(0) };
  const rain = new Float64Array(model.plan.parts.length);
  const flows = noFlows(model.plan);
  for (let minute = begin; minute < LOOKED_BACK; minute += 1) {
    model.lands.forEach(({ at }, land) => (rain[at] = unseen[land]?.[minute] ?? 0));
    drainStep(model.plan, more, rain, conditions, flows);
  }
  return more;
}
