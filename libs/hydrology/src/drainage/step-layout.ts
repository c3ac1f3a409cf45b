import type { DrainagePart } from './drainage-part.ts';
import { reservoirStep } from './linear-reservoir.ts';
import { soilKept } from './soil.ts';

/** What is the same for all water of a plan that is kept in steps of one length; in the plan's order. */
export interface StepLayout {
  /** Minutes of a step. */
  readonly step: number;
  /** The slots of water on its way from part p begin at `first[p]` and end before `first[p + 1]`. */
  readonly first: Int32Array;
  /** Steps over which a land's runoff arrives: N = max(1, round(tc/Δt)) (domain.md §4.2, step 3). */
  readonly spread: Int32Array;
  /** Of the reservoir of rural land or a stream's reach: the share of its water that a step leaves in it, and the share of what came in the step. */
  readonly kept: Float64Array;
  readonly keptOfInflow: Float64Array;
  /** Of rural land: the share of its soil's moisture that a step leaves. */
  readonly soilKept: { readonly summer: Float64Array; readonly winter: Float64Array };
}

/** `slots`: how many each part needs at least, beside those that its own runoff takes. */
export function stepLayout(parts: readonly DrainagePart[], step: number, slots?: ArrayLike<number>): StepLayout {
  const spread = Int32Array.from(parts, (part) => stepsUnderway(part, step));
  const first = new Int32Array(parts.length + 1);
  spread.forEach((steps, at) => (first[at + 1] = first[at]! + (steps === 0 ? 0 : Math.max(steps, slots?.[at] ?? 0))));
  const reservoirs = parts.map((part) => {
    const constant = reservoirConstant(part);
    return constant === undefined ? { kept: 0, keptOfInflow: 0 } : reservoirStep(constant, step);
  });
  const soilKeptIn = (season: 'summer' | 'winter') => columnOf(parts.map((part) => (part.kind === 'land' && part.soil !== undefined ? soilKept(part.soil.keptPerDay[season], step) : 1)));
  return {
    step, first, spread,
    kept: columnOf(reservoirs.map(({ kept }) => kept)),
    keptOfInflow: columnOf(reservoirs.map(({ keptOfInflow }) => keptOfInflow)),
    soilKept: { summer: soilKeptIn('summer'), winter: soilKeptIn('winter') },
  };
}

/** By their value and length. A town of five hundred catchments has thousands of layouts, and most are of plans without soil and reaches: their columns are one and the same. */
const even = new Map<number, Map<number, Float64Array>>();

/** A column of these, which nobody writes to: where all are the same, one for all. */
function columnOf(numbers: readonly number[]): Float64Array {
  const [value = 0] = numbers;
  if ((value !== 0 && value !== 1) || numbers.some((each) => !Object.is(each, value))) return Float64Array.from(numbers);
  const known = even.get(value) ?? new Map<number, Float64Array>();
  even.set(value, known);
  const column = known.get(numbers.length) ?? Float64Array.from(numbers);
  known.set(numbers.length, column);
  return column;
}

function reservoirConstant(part: DrainagePart): number | undefined {
  if (part.kind === 'conduit') return part.passage;
  return part.kind === 'land' && part.soil !== undefined ? part.travel : undefined;
}

/** Rural land has its reservoir, and one slot for what was on its way otherwise. */
const stepsUnderway = (part: DrainagePart, step: number): number =>
  part.kind !== 'land' ? 0 : part.soil === undefined ? Math.max(1, Math.round(part.travel / step)) : 1;
