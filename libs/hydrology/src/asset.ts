import type { OutletLaw } from './drainage/outlet-law.ts';
import type { Position, Ring } from './position.ts';
import type { StorageCurve } from './storage-curve.ts';
import type { LitresPerSecond, MetresAboveDatum, Minutes, Years } from './units.ts';

interface Placed {
  readonly id: string;
  readonly name: string;
  readonly position: Position;
  /** Who is responsible for it (organisations.yaml). */
  readonly organisation: string;
}

/** An asset whose water level is measured. */
interface Levelled extends Placed {
  readonly levelSensor: string;
  /** How old its water level may be before nobody knows how it stands; three expected intervals of the sensor unless the town says otherwise. */
  readonly unknownAfter?: Minutes;
}

/** A basin: stores water up to its crest and lets it out. */
export interface Basin extends Levelled {
  readonly kind: 'basin';
  /** The catchment that drains to it. */
  readonly catchment: string;
  readonly storage: StorageCurve;
  /** Level at which it overflows. */
  readonly crest: MetresAboveDatum;
  /** What leaves while the outlet is open and the basin full; the closed form of domain.md §4.4 takes it as constant. */
  readonly outlet: LitresPerSecond;
  /** How the outlet's flow depends on the water level; without it, not at all. */
  readonly outletLaw?: OutletLaw;
  /** The asset that takes what runs over the crest; without it the land around is flooded. */
  readonly overflowTo?: string;
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

/** An inlet of a street, or a pipe: lets through what it can, and the rest stays on the ground. */
export interface Conduit extends Placed {
  readonly kind: 'inlet' | 'pipe';
  /** The catchment whose water it takes. */
  readonly catchment: string;
  readonly capacity: LitresPerSecond;
  /** The road or other asset that is flooded when it is given more. */
  readonly floods: string;
  /** The asset that takes what it cannot let through; without it the water stays where it floods. */
  readonly overflowTo?: string;
}

/** A low-lying road or underpass that floods when the water stands at `floodsAt`. */
export interface Road extends Levelled {
  readonly kind: 'road';
  readonly catchment: string;
  readonly floodsAt: MetresAboveDatum;
}

export interface Stream extends Levelled {
  readonly kind: 'stream';
  readonly bankLevel: MetresAboveDatum;
  /** Flow at water levels, rising in both; without it the model cannot tell when the stream leaves its banks. */
  readonly rating?: readonly RatingPoint[];
  /** How long water stays in the reach above its gauge, as in a linear reservoir; it passes at once when absent. */
  readonly passage?: Minutes;
}

export interface RatingPoint {
  readonly level: MetresAboveDatum;
  readonly flow: LitresPerSecond;
}

export interface Sea extends Levelled {
  readonly kind: 'sea';
  /** Sea level at which outlets to it no longer run freely. */
  readonly closesOutletsAt: MetresAboveDatum;
}

/** What water is led to, through or from. */
export type Asset = Basin | Conduit | Pump | Road | Stream | Sea;
