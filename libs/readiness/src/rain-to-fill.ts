import {
  type CubicMetres,
  type LitresPerSecond,
  type Millimetres,
  millimetres,
  type Minutes,
  type ReducedHectares,
} from '@voldgrav/hydrology';

/** What decides how much rain a basin can still take. */
export interface BasinBalance {
  readonly reducedArea: ReducedHectares;
  readonly capacity: CubicMetres;
  readonly volume: CubicMetres;
  /** Outlet that is open now; 0 when it is closed or its pump has stopped. */
  readonly outlet: LitresPerSecond;
  /** What the catchment's surface still holds before anything runs off. */
  readonly remainingLoss: Millimetres;
}

/**
 * The rain depth that, falling evenly over `minutes` from now, just fills the basin:
 * R_full(d) = L + (V_max − V + 0.06·Q_out·d) / (10·A_red). Never below 0.
 *
 * Closed form for a single basin with a constant outlet and rain that is even in time and space. Water already on its
 * way through the catchment is not subtracted here; that needs the routing model of the readiness step.
 * Source: domain.md §4.4.
 */
export function rainToFill(balance: BasinBalance, duration: Minutes): Millimetres {
  const room = balance.capacity - balance.volume + 0.06 * balance.outlet * duration;
  return millimetres(Math.max(0, balance.remainingLoss + room / (10 * balance.reducedArea)));
}
