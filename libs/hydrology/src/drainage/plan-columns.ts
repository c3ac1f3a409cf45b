import type { DrainagePart, StorePart } from './drainage-part.ts';
import type { Soil } from './soil.ts';

/** What a part is, as a number. */
export const LAND = 0;
export const STORE = 1;
export const CONDUIT = 2;
export const OUTFALL = 3;
/** A conduit that water takes time to pass. */
export const REACH = 4;
const KINDS: Readonly<Record<DrainagePart['kind'], number>> = { land: LAND, store: STORE, conduit: CONDUIT, outfall: OUTFALL };

/** Where each part's water goes: the ways of part p begin at `first[p]` and end before `first[p + 1]`. What is left over of 1 leaves the town. */
export interface WayColumns {
  readonly first: Int32Array;
  /** Indices of parts further down. */
  readonly to: Int32Array;
  readonly shares: Float64Array;
}

/**
 * A plan's parts column by column, in its order: a step of a run reads a few numbers of each part, and parts of four kinds
 * are slow to read as objects. Columns that mean nothing for a part hold 0.
 */
export interface PlanColumns {
  readonly kinds: Uint8Array;
  readonly hard: Float64Array;
  readonly soft: Float64Array;
  readonly wholeLoss: Float64Array;
  /** mm that the surface wins back in a minute without rain. */
  readonly recovery: Float64Array;
  /** Basins: m³ at the crest. Conduits: l/s. */
  readonly capacity: Float64Array;
  readonly soils: readonly (Soil | undefined)[];
  readonly stores: readonly (StorePart | undefined)[];
  /** Basins: l/s that a regulated outlet gives; NaN where it is of another kind. */
  readonly regulated: Float64Array;
  readonly ways: WayColumns;
  readonly overflowWays: WayColumns;
}

export const planColumns = (parts: readonly DrainagePart[], ways: WayColumns, overflowWays: WayColumns): PlanColumns => ({
  kinds: Uint8Array.from(parts, (part) => (part.kind === 'conduit' && part.passage !== undefined ? REACH : KINDS[part.kind])),
  hard: Float64Array.from(parts, (part) => (part.kind === 'land' ? part.hard : 0)),
  soft: Float64Array.from(parts, (part) => (part.kind === 'land' ? part.soft : 0)),
  wholeLoss: Float64Array.from(parts, (part) => (part.kind === 'land' ? part.loss.whole : 0)),
  recovery: Float64Array.from(parts, (part) => (part.kind === 'land' ? part.loss.whole / part.loss.recovery : 0)),
  capacity: Float64Array.from(parts, (part) => ('capacity' in part ? part.capacity : 0)),
  soils: parts.map((part) => (part.kind === 'land' ? part.soil : undefined)),
  stores: parts.map((part) => (part.kind === 'store' ? part : undefined)),
  regulated: Float64Array.from(parts, (part) => (part.kind === 'store' && part.law.kind === 'constant' ? part.law.flow : NaN)),
  ways,
  overflowWays,
});

export function wayColumns(ways: readonly (readonly { readonly to: number; readonly share: number }[])[]): WayColumns {
  const first = new Int32Array(ways.length + 1);
  ways.forEach((each, at) => (first[at + 1] = first[at]! + each.length));
  return { first, to: Int32Array.from(ways.flat(), ({ to }) => to), shares: Float64Array.from(ways.flat(), ({ share }) => share) };
}
