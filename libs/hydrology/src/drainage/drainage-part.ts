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

/** A pipe, an inlet, a pump station, a stream: lets through what it can. */
export interface ConduitPart {
  readonly kind: 'conduit';
  readonly id: string;
  /** l/s; Infinity where nothing is known to be too much. */
  readonly capacity: number;
  /** Minutes that water stays in it on its way, as in a linear reservoir of this constant: a stream's reach. At once when absent. */
  readonly passage?: number;
}

/** The sea, or whatever else takes all that comes. */
export interface OutfallPart {
  readonly kind: 'outfall';
  readonly id: string;
}

export type DrainagePart = LandPart | StorePart | ConduitPart | OutfallPart;
