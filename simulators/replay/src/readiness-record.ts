import { type Instant, isoOf } from '@voldgrav/hydrology';
import type { LiveBasin, LiveCanTake, LiveChange, LiveReadiness, Town } from '@voldgrav/wire';

export interface ReportedReadiness {
  readonly at: string;
  readonly state: LiveBasin['state'];
  /** Of a catchment also what is reached first, and the place that is flooded then. */
  readonly canTake: readonly (LiveCanTake & { readonly limit?: string; readonly place?: string })[];
}

/** The worst first: unknown is never ranked milder than what was last known, and water over a crest is certain. */
const WORST_FIRST: readonly LiveBasin['state'][] = ['exhausted', 'unknown', 'strained', 'ready'];

/**
 * What each catchment could take, moment by moment: its own word, or its basin's, and of several basins the worst of each. A
 * catchment without a basin has no word of a basin, and so no moments.
 */
export class ReadinessRecord {
  private readonly basins: ReadonlyMap<string, readonly string[]>;
  private readonly latest = new Map<string, LiveBasin>();
  private readonly whole = new Map<string, LiveReadiness>();
  private readonly by: 'basins' | 'catchments';
  private readonly moments: ReadonlyMap<string, ReportedReadiness[]>;

  constructor(town: Town, by: 'basins' | 'catchments' = 'basins') {
    this.by = by;
    this.basins = new Map(town.catchments.map(({ id }) => [id, town.assets.filter((asset) => asset.kind === 'basin' && asset.catchment === id).map((basin) => basin.id)]));
    this.moments = new Map(town.catchments.map(({ id }) => [id, []]));
  }

  note(changes: readonly LiveChange[]): void {
    for (const change of changes) {
      if (change.kind === 'basin') this.latest.set(change.basin.id, change.basin);
      if (change.kind === 'readiness') this.whole.set(change.readiness.id, change.readiness);
    }
  }

  /** Takes down what is known by `at`. */
  moment(at: Instant): void {
    for (const [catchment, moments] of this.moments) {
      if (this.by === 'catchments') {
        const whole = this.whole.get(catchment);
        if (whole !== undefined) moments.push({ at: isoOf(at), state: whole.state, canTake: whole.canTake.map(({ minutes, mm, lowMm, highMm, limit }) => ({ minutes, mm, lowMm, highMm, limit: limit.asset, place: limit.place })) });
        continue;
      }
      const basins = (this.basins.get(catchment) ?? []).flatMap((id) => this.latest.get(id) ?? []);
      if (basins.length > 0) moments.push({ at: isoOf(at), state: worstState(basins), canTake: leastOf(basins) });
    }
  }

  reported(): Readonly<Record<string, readonly ReportedReadiness[]>> {
    return Object.fromEntries(this.moments);
  }
}

const worstState = (basins: readonly LiveBasin[]): LiveBasin['state'] => WORST_FIRST.find((state) => basins.some((basin) => basin.state === state)) ?? 'unknown';

/** Where one basin says nothing, nothing is known of the catchment. */
function leastOf([first, ...others]: readonly LiveBasin[]): readonly LiveCanTake[] {
  return (first?.canTake ?? []).flatMap((take) => {
    const takes = others.map(({ canTake }) => canTake.find(({ minutes }) => minutes === take.minutes));
    return takes.some((other) => other === undefined) ? [] : [takes.reduce<LiveCanTake>((least, other) => (other !== undefined && other.mm < least.mm ? other : least), take)];
  });
}
