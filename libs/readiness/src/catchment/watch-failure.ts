import { HOUR, type Instant, MINUTE } from '@voldgrav/hydrology';
import { countUntil, latestAt, sampleAt, type Samples } from '@voldgrav/rollup';
import type { Reason } from '../reason.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import type { CatchmentModel } from './catchment-model.ts';
import { levelIsStuck, type ModelTrack, STIRS } from './model-track.ts';

type Watched = CatchmentModel['watched'][number];

/** As long as the longest of DMI's rains: what is let go far upstream meanwhile nobody hears of. */
const FOLLOWED_BLIND = 6 * HOUR;

/** Why the water level at a road or stream that was heard of before cannot be relied on now; undefined when it can, or was never heard. */
export function watchFailure(model: CatchmentModel, track: ModelTrack, { id, name, levelSensor }: Watched, evidence: CatchmentEvidence, at: Instant): Reason | undefined {
  const { samples, staleAfter, failed } = evidence.level(levelSensor);
  const newest = latestAt(samples, at);
  const last = newest === undefined ? {} : { level: newest.value };
  if (newest !== undefined && at - newest.at > staleAfter) return { code: 'watch-lost', name, minutesOld: Math.round((at - newest.at) / MINUTE), level: newest.value };
  if (failed !== undefined && failed.at <= at && failed.at > (newest?.at ?? -Infinity)) return { code: 'watch-failed', name, check: failed.check, ...last };
  return newest !== undefined && streamIsStuck(model, track, id) ? { code: 'watch-stuck', name, level: newest.value } : undefined;
}

/** Whether the level of a stream that the model follows rests though water must have moved it. */
function streamIsStuck(model: CatchmentModel, track: ModelTrack, id: string): boolean {
  const stream = model.streams.find((each) => each.stream.id === id);
  return stream !== undefined && levelIsStuck(model, track, stream.at);
}

/**
 * Whether the model goes on following a stream whose level cannot be relied on: it holds its water, the gauges tell what comes to it, and its last usable
 * level, under the bank, is not older than six hours. One that is stuck may have been since its level last moved. An unrated stream and a road have nothing but their sensor.
 */
export function isFollowedBlind(model: CatchmentModel, track: ModelTrack, asset: Watched, evidence: CatchmentEvidence, at: Instant): boolean {
  if (asset.kind !== 'stream' || !model.gauged.some(({ levelSensor }) => levelSensor === asset.levelSensor)) return false;
  const { samples } = evidence.level(asset.levelSensor);
  const last = latestAt(samples, at);
  if (last === undefined || last.value >= asset.bankLevel) return false;
  const trusted = streamIsStuck(model, track, asset.id) ? restsSince(samples, at) : last.at;
  return at - trusted <= FOLLOWED_BLIND;
}

/** When the row of levels at `at` that differ by no more than a sensor's own noise began. */
function restsSince(samples: Samples, at: Instant): Instant {
  let index = countUntil(samples, at) - 1;
  const { value } = sampleAt(samples, index)!;
  while (index > 0 && Math.abs(sampleAt(samples, index - 1)!.value - value) <= STIRS) index -= 1;
  return sampleAt(samples, index)!.at;
}

/** What nothing was ever heard of, good or bad. */
interface NeverHeard {
  /** Streams that the model computes, by part: what flows in them beside the rain nobody knows. */
  readonly streams: readonly (readonly [part: number, reason: Reason])[];
  /** Roads, and streams that only their sensor could tell of. */
  readonly others: readonly Reason[];
}

/** Roads and streams of which nothing was ever heard. */
export function neverWatched(model: CatchmentModel, track: ModelTrack, evidence: CatchmentEvidence, at: Instant): NeverHeard {
  const silent = model.watched
    .filter((asset) => latestAt(evidence.level(asset.levelSensor).samples, at) === undefined && watchFailure(model, track, asset, evidence, at) === undefined)
    .map((asset) => ({ part: model.limits.find((limit) => limit.asset.id === asset.id)?.at, reason: { code: 'watch-silent', name: asset.name } as const }));
  return {
    streams: silent.flatMap(({ part, reason }) => (part === undefined ? [] : [[part, reason] as const])),
    others: silent.flatMap(({ part, reason }) => (part === undefined ? [reason] : [])),
  };
}
