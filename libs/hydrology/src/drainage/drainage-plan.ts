import type { DrainagePart } from './drainage-part.ts';
import { type PlanColumns, planColumns, type WayColumns, wayColumns } from './plan-columns.ts';

/** A way the water takes from a part. */
export interface DrainageLink {
  readonly from: string;
  readonly to: string;
  /** Share of what leaves `from` that goes this way. */
  readonly share: number;
  /** The way of what the part cannot hold or let through. */
  readonly overflow?: true;
}

/** Parts in an order in which water never runs back, with the ways between them. */
export interface DrainagePlan {
  readonly parts: readonly DrainagePart[];
  readonly index: ReadonlyMap<string, number>;
  /** The same once more, laid out for the many steps of a run. */
  readonly columns: PlanColumns;
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
  const waysOf = (overflow: boolean): WayColumns =>
    wayColumns(ordered.map((part) => within.filter((link) => link.from === part.id && (link.overflow ?? false) === overflow).map(({ to, share }) => ({ to: index.get(to)!, share }))));
  return { parts: ordered, index, columns: planColumns(ordered, waysOf(false), waysOf(true)) };
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
