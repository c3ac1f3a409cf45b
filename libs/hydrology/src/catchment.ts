import type { Soil } from './drainage/soil.ts';
import type { Ring } from './position.ts';
import { type Hectares, type LitresPerSecond, type Millimetres, type Minutes, type ReducedHectares, reducedHectares } from './units.ts';

/** The land that drains to one place, and how it turns rain into water (domain.md §4.1). */
export interface Catchment {
  readonly id: string;
  readonly name: string;
  readonly kind: 'urban' | 'rural';
  readonly area: Hectares;
  /** Share of the area with hard surface, 0–1. */
  readonly imperviousShare: number;
  /** Hydrological reduction factor, 0–1; 0.9 is usual (domain.md §2.3). */
  readonly reductionFactor: number;
  /** What the surface holds before anything runs off; 0.6 mm is usual. */
  readonly initialLoss: Millimetres;
  /** Dry time in which an exhausted initial loss is whole again; 720 min is usual. */
  readonly initialLossRecovery: Minutes;
  readonly timeOfConcentration: Minutes;
  /** Rain gauges that speak for this catchment; their plain mean is its rain. */
  readonly gauges: readonly string[];
  readonly organisation: string;
  readonly ring: Ring;
  /** Rural land: what its soil does with rain. Without it only the hard surface gives water. */
  readonly soil?: Soil;
  /** What runs from it without rain, waste water above all; none where it is not given. */
  readonly dryWeatherFlow?: LitresPerSecond;
}

/** A_red = A · I · φ (domain.md §4.1): 12 ha · 0.45 · 0.9 = 4.86 reduced ha. */
export const reducedArea = (catchment: Catchment): ReducedHectares =>
  reducedHectares(catchment.area * catchment.imperviousShare * catchment.reductionFactor);
