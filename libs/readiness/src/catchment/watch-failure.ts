import { HOUR, type Instant, MINUTE } from '@voldgrav/hydrology';
import { latestAt } from '@voldgrav/rollup';
import type { Reason } from '../reason.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import type { CatchmentModel } from './catchment-model.ts';

type Watched = CatchmentModel['watched'][number];

/** As long as the longest of DMI's rains: what is let go far upstream meanwhile nobody hears of. */
const FOLLOWED_BLIND = 6 * HOUR;

/** Why the water level at a road or stream that was heard of before cannot be relied on now; undefined when it can, or was never heard. */
export function watchFailure({ name, levelSensor }: Watched, evidence: CatchmentEvidence, at: Instant): Reason | undefined {
  const { samples, staleAfter, failed } = evidence.level(levelSensor);
  const newest = latestAt(samples, at);
  const last = newest === undefined ? {} : { level: newest.value };
  if (newest !== undefined && at - newest.at > staleAfter) return { code: 'watch-lost', name, minutesOld: Math.round((at - newest.at) / MINUTE), level: newest.value };
  if (failed !== undefined && failed.at <= at && failed.at > (newest?.at ?? -Infinity)) return { code: 'watch-failed', name, check: failed.check, ...last };
  return undefined;
}

/**
 * Whether the model goes on following a stream whose level cannot be relied on: it holds its water, the gauges tell what comes to it, and its last usable
 * level, under the bank, is not older than six hours. An unrated stream and a road have nothing but their sensor.
 */
export function isFollowedBlind(model: CatchmentModel, asset: Watched, evidence: CatchmentEvidence, at: Instant): boolean {
  if (asset.kind !== 'stream' || !model.gauged.some(({ levelSensor }) => levelSensor === asset.levelSensor)) return false;
  const last = latestAt(evidence.level(asset.levelSensor).samples, at);
  return last !== undefined && at - last.at <= FOLLOWED_BLIND && last.value < asset.bankLevel;
}

/** Roads and streams of which nothing was ever heard, good or bad. */
export const neverWatched = (model: CatchmentModel, evidence: CatchmentEvidence, at: Instant): readonly Reason[] =>
  model.watched
    .filter((asset) => latestAt(evidence.level(asset.levelSensor).samples, at) === undefined && watchFailure(asset, evidence, at) === undefined)
    .map((asset): Reason => ({ code: 'watch-silent', name: asset.name }));
