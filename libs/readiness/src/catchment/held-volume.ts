import type { Instant } from '@voldgrav/hydrology';
import type { CatchmentModel } from './catchment-model.ts';
import { type ModelTrack, trackCopied } from './model-track.ts';

/**
 * What the model holds on to of a basin whose level has fallen by more than can have left, in m³ at a whole minute: its own volume and how far that may be off,
 * what the last word said that was believed, and what came and left since. `fellTo` is the level that is not believed. A track that is begun anew a day back knows nothing of that.
 */
export interface HeldVolume {
  readonly basin: string;
  readonly at: Instant;
  readonly volume: number;
  readonly doubt: number;
  readonly heard: number;
  readonly came: number;
  /** Absent while people may have let out any amount. */
  readonly left?: number;
  readonly fellTo: number;
  /** What it would hold had its level not leapt up before; absent where it had not. */
  readonly withoutLeap?: number;
}

/** What the track holds on to of the catchment's own basins; nothing is made where no level is disbelieved. */
export function heldVolumes({ basins, catchment }: CatchmentModel, track: ModelTrack): readonly HeldVolume[] {
  if (basins.every(({ at }) => Number.isNaN(track.fellTo[at]!))) return NONE;
  return basins.flatMap(({ basin, at }): HeldVolume[] => {
    if (basin.catchment !== catchment.id || Number.isNaN(track.fellTo[at]!)) return [];
    const withoutLeap = track.withoutLeap[at]!;
    return [{
      basin: basin.id, at: track.at, volume: track.drainage.volume[at]!, doubt: track.doubt[at]!,
      heard: track.heardVolume[at]!, came: track.cameSinceHeard[at]!, fellTo: track.fellTo[at]!,
      ...(track.leftSinceHeard[at] === Infinity ? {} : { left: track.leftSinceHeard[at]! }),
      ...(Number.isNaN(withoutLeap) ? {} : { withoutLeap }),
    }];
  });
}

const NONE: readonly HeldVolume[] = [];

/** The track as it goes on where a basin's level was known not to be believed. `track` itself is not changed. */
export function trackHolding({ basins }: CatchmentModel, track: ModelTrack, held: HeldVolume): ModelTrack {
  const at = basins.find(({ basin }) => basin.id === held.basin)?.at;
  if (at === undefined) return track;
  const next = trackCopied(track);
  next.drainage.volume[at] = held.volume;
  next.doubt[at] = held.doubt;
  next.heardVolume[at] = held.heard;
  next.cameSinceHeard[at] = held.came;
  next.leftSinceHeard[at] = held.left ?? Infinity;
  next.fellTo[at] = held.fellTo;
  next.withoutLeap[at] = held.withoutLeap ?? NaN;
  return next;
}
