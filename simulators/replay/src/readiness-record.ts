import { type Instant, isoOf } from '@voldgrav/hydrology';
import type { LiveBasin, LiveCanTake, LiveChange, Town } from '@voldgrav/wire';

export interface ReportedReadiness {
  readonly at: string;
  readonly state: LiveBasin['state'];
  readonly canTake: readonly LiveCanTake[];
}

/** The worst first: unknown is never ranked milder than what was last known, and water over a crest is certain. */
const WORST_FIRST: readonly LiveBasin['state'][] = ['exhausted', 'unknown', 'strained', 'ready'];

/**
 * What each catchment could take, moment by moment: its basin's word, and of several the worst of each. A catchment without
 * a basin has no word yet, and so no moments.
 */
export class ReadinessRecord {
  private readonly basins: ReadonlyMap<string, readonly string[]>;
  private readonly latest = new Map<string, LiveBasin>();
  private readonly moments: ReadonlyMap<string, ReportedReadiness[]>;

  constructor(town: Town) {
    this.basins = new Map(town.catchments.map(({ id }) => [id, town.assets.filter((asset) => asset.kind === 'basin' && asset.catchment === id).map((basin) => basin.id)]));
    this.moments = new Map(town.catchments.map(({ id }) => [id, []]));
  }

  note(changes: readonly LiveChange[]): void {
    for (const change of changes) if (change.kind === 'basin') this.latest.set(change.basin.id, change.basin);
  }

  /** Takes down what is known by `at`. */
  moment(at: Instant): void {
    for (const [catchment, moments] of this.moments) {
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
