import type { InitialLoss } from '../initial-loss.ts';
import type { Soil } from './soil.ts';
import type { Store } from './store-step.ts';

/** Land: turns rain into water. */
export interface LandPart {
  readonly kind: 'land';
  readonly id: string;
  /** m³ that one mm of effective rain gives on its hard surface: ten times the reduced hectares. */
  readonly hard: number;
  readonly loss: InitialLoss;
  /** Time of concentration in minutes. */
  readonly travel: number;
  /** Rural land has soil, whose m³ per mm are `soft`; its water arrives through a linear reservoir of `travel`. */
  readonly soil?: Soil;
  readonly soft: number;
}

/** A basin. */
export interface StorePart extends Store {
  readonly kind: 'store';
  readonly id: string;
}

/** A pipe, an inlet, a pump station, a stream: lets through what it can, at once. */
export interface ConduitPart {
  readonly kind: 'conduit';
  readonly id: string;
  /** l/s; Infinity where nothing is known to be too much. */
  readonly capacity: number;
}

/** The sea, or whatever else takes all that comes. */
export interface OutfallPart {
  readonly kind: 'outfall';
  readonly id: string;
}

export type DrainagePart = LandPart | StorePart | ConduitPart | OutfallPart;

/** A way the water takes from a part. */
export interface DrainageLink {
  readonly from: string;
  readonly to: string;
  /** Share of what leaves `from` that goes this way. */
  readonly share: number;
  /** The way of what the part cannot hold or let through. */
  readonly overflow?: true;
}

/** Where a part's water goes: indices of parts further down, each with its share. What is left over of 1 leaves the town. */
export interface Ways {
  readonly to: readonly number[];
  readonly shares: readonly number[];
}

/** Parts in an order in which water never runs back, with the ways between them. */
export interface DrainagePlan {
  readonly parts: readonly DrainagePart[];
  readonly index: ReadonlyMap<string, number>;
  readonly ways: readonly Ways[];
  readonly overflowWays: readonly Ways[];
}

/**
 * Puts parts into an order in which water never runs back. Links to parts that are not among `parts` are left out: that
 * water leaves the plan.
 * @throws Error when water would run in a circle.
 */
export function drainagePlan(parts: readonly DrainagePart[], links: readonly DrainageLink[]): DrainagePlan {
  const known = new Set(parts.map((part) => part.id));
  const within = links.filter((link) => known.has(link.from) && known.has(link.to));
  const ordered = inFlowOrder(parts, within);
  const index = new Map(ordered.map((part, at) => [part.id, at]));
  const waysOf = (part: DrainagePart, overflow: boolean): Ways => {
    const taken = within.filter((link) => link.from === part.id && (link.overflow ?? false) === overflow);
    return { to: taken.map((link) => index.get(link.to)!), shares: taken.map((link) => link.share) };
  };
  return {
    parts: ordered,
    index,
    ways: ordered.map((part) => waysOf(part, false)),
    overflowWays: ordered.map((part) => waysOf(part, true)),
  };
}

/** Kahn's way, keeping the given order among parts that do not depend on one another. */
function inFlowOrder(parts: readonly DrainagePart[], links: readonly DrainageLink[]): readonly DrainagePart[] {
  const waiting = new Map(parts.map((part) => [part.id, links.filter((link) => link.to === part.id).length]));
  const ordered: DrainagePart[] = [];
  const free = parts.filter((part) => waiting.get(part.id) === 0);
  for (let part = free.shift(); part !== undefined; part = free.shift()) {
    ordered.push(part);
    for (const link of links.filter(({ from }) => from === part?.id)) {
      const left = (waiting.get(link.to) ?? 0) - 1;
      waiting.set(link.to, left);
      const next = left === 0 ? parts.find(({ id }) => id === link.to) : undefined;
      if (next !== undefined) free.push(next);
    }
  }
  if (ordered.length === parts.length) return ordered;
  const round = parts.filter((part) => !ordered.includes(part)).map(({ id }) => id);
  throw new Error(`Water would run in a circle among ${round.join(', ')}.`);
}
