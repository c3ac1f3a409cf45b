import { type Instant, MINUTE, shifted } from '@voldgrav/hydrology';
import type { AtStake, LatestDecision, NamedLimit, UnderRain } from './catchment-assessment.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import type { TimeRange } from '../time-range.ts';
import { least } from './time-to-limit.ts';

/** A step of a playbook as readiness needs it: what it protects and how long it takes to be in place. */
export interface TimedStep {
  readonly action: string;
  readonly step: string;
  readonly resource?: string;
  readonly minutesToDeploy: number;
  /** Assets that the action names; a step of an action that names none of a catchment's limits protects the first of them. */
  readonly assets: readonly string[];
}

/** A place and the asset that floods it (places.yaml). */
export interface StakedPlace {
  readonly id: string;
  readonly floodedBy: string;
}

export interface TimedLimit {
  readonly limit: NamedLimit;
  readonly within: TimeRange;
  /** Absent where it may be reached though the rain stops now. */
  readonly under?: UnderRain;
}

/**
 * The last moment at which each step can be begun: the earliest time to the limit that it protects, less its time to
 * deploy (readiness.md §4). A moment that has passed is still told. Soonest first; steps whose limit is not in sight have none.
 */
export function latestDecisions(steps: readonly TimedStep[], limits: readonly TimedLimit[], now: Instant, { begunAt, isInUse }: Pick<CatchmentEvidence, 'begunAt' | 'isInUse'> = {}): readonly LatestDecision[] {
  return steps
    .flatMap(({ action, step, resource, minutesToDeploy, assets }): LatestDecision[] => {
      const named = limits.filter(({ limit }) => assets.includes(limit.asset) || assets.includes(limit.floods));
      const protects = named.length > 0 ? named : limits;
      const earliest = least(protects.map(({ within }) => within.earliest));
      const first = protects.find(({ within }) => within.earliest === earliest);
      if (earliest === null || first === undefined) return [];
      const at = shifted(now, Math.floor(earliest - minutesToDeploy) * MINUTE);
      const begun = begunAt?.(action, step);
      return [{
        action, step, ...(resource === undefined ? {} : { resource }), limit: first.limit.asset, at, ...underOf(first),
        ...(begun === undefined ? {} : { begunAt: begun }),
        ...(resource !== undefined && isInUse?.(resource, action, step) === true ? { isResourceInUse: true as const } : {}),
      }];
    })
    .sort((one, other) => one.at - other.at);
}

/** What each limit in sight floods, soonest first (readiness.md §5). */
export function atStake(places: readonly StakedPlace[], limits: readonly TimedLimit[]): readonly AtStake[] {
  return places
    .flatMap(({ id, floodedBy }): AtStake[] => {
      const hit = limits.filter(({ limit, within }) => within.earliest !== null && (limit.asset === floodedBy || limit.floods === floodedBy));
      const first = hit.reduce<TimedLimit | undefined>((least, next) => (least === undefined || next.within.earliest! < least.within.earliest! ? next : least), undefined);
      return first === undefined ? [] : [{ place: id, limit: first.limit.asset, within: first.within, ...underOf(first) }];
    })
    .sort((one, other) => one.within!.earliest! - other.within!.earliest!);
}

const underOf = ({ under }: TimedLimit): Pick<TimedLimit, 'under'> => (under === undefined ? {} : { under });
