import type { CubicMetres, MetresAboveDatum, Millimetres, Minutes, Road } from '@voldgrav/hydrology';
import { metresAboveDatum } from '@voldgrav/hydrology';

/** The sensor stands in the road's gully, this far below the level at which the road floods, in m. */
const GULLY_DEPTH = 0.35;
/** Rain that the inlets swallow, in mm/min; what falls beyond it runs to the lowest point from a wider surface. */
const INLETS_TAKE = 1;
const GATHERED_FROM = 45;
/** Surface in m² over which a basin's overflow spreads before it leaves. */
const SPILLS_OVER = 1500;
/** How fast the lowest point drains, in min. */
const DRAINS_IN = 15;

/** Water at a road's lowest point after one step: what the inlets do not take and what the basin nearby spills. */
export function roadPondAfter(depth: number, arrives: { readonly rain: Millimetres; readonly spilled: CubicMetres }, step: Minutes): number {
  const beyondInlets = Math.max(0, arrives.rain - INLETS_TAKE * step) / 1000;
  return depth * Math.exp(-step / DRAINS_IN) + beyondInlets * GATHERED_FROM + arrives.spilled / SPILLS_OVER;
}

/** A dry road's sensor reads the bottom of the gully. */
export const roadLevel = (road: Road, depth: number): MetresAboveDatum => metresAboveDatum(road.floodsAt - GULLY_DEPTH + depth);
