import { HOUR, type Instant, type SoilMoisture } from '@voldgrav/hydrology';

/** What is older says nothing of now any more. */
const SPEAKS_FOR = 6 * HOUR;
/** Hours before what was told last are kept for so long: the engine looks back a day. */
const KEPT = 48 * HOUR;

/** How wet the soil of rural catchments was, hour by hour over the last weeks, as the long memory tells it. */
export class SoilBook {
  private readonly catchments = new Map<string, readonly SoilMoisture[]>();

  /** In time order, in place of what was remembered of the catchment since the first of these hours. True when nothing was remembered. */
  remember(catchment: string, moistures: readonly SoilMoisture[]): boolean {
    const before = this.catchments.get(catchment);
    const [first] = moistures;
    // Hours that the long memory does not reach, such as those before a demo, stay as they were told; the weeks before count for nothing soon.
    const kept = before === undefined || first === undefined ? (before ?? []) : before.filter(({ at }) => at < first.at && at > first.at - KEPT);
    this.catchments.set(catchment, [...kept, ...moistures]);
    return before === undefined;
  }

  /** mm in the soil at a moment; undefined where nothing is remembered of the hours before it. */
  at(catchment: string, at: Instant): number | undefined {
    const newest = this.catchments.get(catchment)?.findLast((moisture) => moisture.at <= at);
    return newest !== undefined && at - newest.at <= SPEAKS_FOR ? newest.mm : undefined;
  }
}
