import { type LitresPerSecond, litresPerSecond, type Metres, type MetresAboveDatum } from '../units.ts';

/** How a basin lets its water out. */
export type OutletLaw =
  /** A regulated outlet: the same flow at every water level above the bottom. */
  | { readonly kind: 'constant'; readonly flow: LitresPerSecond }
  /** A round hole: Q = Cd·a·√(2gh). */
  | { readonly kind: 'orifice'; readonly diameter: Metres; readonly axis: MetresAboveDatum; readonly coefficient: number }
  /** A sharp edge: Q = ⅔·Cd·b·√(2g)·h^1.5. */
  | { readonly kind: 'weir'; readonly width: Metres; readonly edge: MetresAboveDatum; readonly coefficient: number }
  /** Starts and stops at different water levels, so that it does not start every minute. */
  | { readonly kind: 'pump'; readonly flow: LitresPerSecond; readonly startsAt: MetresAboveDatum; readonly stopsAt: MetresAboveDatum };

const GRAVITY = 9.81;
const ROOT_2G = Math.sqrt(2 * GRAVITY);

/**
 * What runs out at `waterLevel` while the outlet is free, in l/s. A `recipient` that stands above the axis or edge
 * takes its height from the head; one that stands above the water lets nothing out (a flap keeps it from running in). A
 * running pump does not care. Source: domain.md §4.3.
 */
export function outletFlow(law: OutletLaw, waterLevel: number, recipient: number | undefined): LitresPerSecond {
  switch (law.kind) {
    case 'constant':
      return recipient !== undefined && recipient >= waterLevel ? litresPerSecond(0) : law.flow;
    case 'orifice':
      return litresPerSecond(1000 * law.coefficient * ((Math.PI * law.diameter ** 2) / 4) * ROOT_2G * Math.sqrt(headOver(law.axis, waterLevel, recipient)));
    case 'weir':
      return litresPerSecond(1000 * (2 / 3) * law.coefficient * law.width * ROOT_2G * headOver(law.edge, waterLevel, recipient) ** 1.5);
    case 'pump':
      return law.flow;
  }
}

const headOver = (datum: number, waterLevel: number, recipient: number | undefined): number =>
  Math.max(0, waterLevel - Math.max(datum, recipient ?? datum));
