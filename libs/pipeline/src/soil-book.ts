import { HOUR, type Instant, type SoilMoisture } from '@voldgrav/hydrology';

/** What is older says nothing of now any more. */
const SPEAKS_FOR = 6 * HOUR;

/** How wet the soil of rural catchments was, hour by hour over the last weeks, as the long memory tells it. */
export class SoilBook {
  private readonly catchments = new Map<string, readonly SoilMoisture[]>();

  /** In time order; what was remembered of the catchment before is forgotten. True when nothing was. */
  remember(catchment: string, moistures: readonly SoilMoisture[]): boolean {
    const isFirst = !this.catchments.has(catchment);
    this.catchments.set(catchment, moistures);
    return isFirst;
  }

  /** mm in the soil at a moment; undefined where nothing is remembered of the hours before it. */
  at(catchment: string, at: Instant): number | undefined {
    const newest = this.catchments.get(catchment)?.findLast((moisture) => moisture.at <= at);
    return newest !== undefined && at - newest.at <= SPEAKS_FOR ? newest.mm : undefined;
  }
}
