import type { Position, Ring } from './position.ts';
import type { StorageCurve } from './storage-curve.ts';
import type { LitresPerSecond, MetresAboveDatum, Years } from './units.ts';

interface Placed {
  readonly id: string;
  readonly name: string;
  readonly position: Position;
  /** Who is responsible for it (organisations.yaml). */
  readonly organisation: string;
}

/** A basin: stores water up to its crest and lets it out at a steady rate. */
export interface Basin extends Placed {
  readonly kind: 'basin';
  /** The catchment that drains to it. */
  readonly catchment: string;
  readonly storage: StorageCurve;
  /** Level at which it overflows. */
  readonly crest: MetresAboveDatum;
  /** Constant outlet while it is open (domain.md §4.4 assumes this). */
  readonly outlet: LitresPerSecond;
  readonly levelSensor: string;
  /** The return period it was planned for, with the climate factor used then (domain.md §2.2). */
  readonly designReturnPeriod: Years;
  readonly designClimateFactor: number;
  /** Its outline on the map, where it has one. */
  readonly ring?: Ring;
}

export interface Pump extends Placed {
  readonly kind: 'pump';
  /** The basin or stream it empties. */
  readonly from: string;
  readonly capacity: LitresPerSecond;
  readonly stateSensor?: string;
}

/** A low-lying road or underpass that floods when the water stands at `floodsAt`. */
export interface Road extends Placed {
  readonly kind: 'road';
  readonly catchment: string;
  readonly floodsAt: MetresAboveDatum;
  readonly levelSensor: string;
}

export interface Stream extends Placed {
  readonly kind: 'stream';
  readonly bankLevel: MetresAboveDatum;
  readonly levelSensor: string;
}

export interface Sea extends Placed {
  readonly kind: 'sea';
  /** Sea level at which outlets to it no longer run freely. */
  readonly closesOutletsAt: MetresAboveDatum;
  readonly levelSensor: string;
}

/** What water is led to, through or from. */
export type Asset = Basin | Pump | Road | Stream | Sea;
