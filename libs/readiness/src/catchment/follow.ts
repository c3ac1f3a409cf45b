import { type Catchment, type Instant, MINUTE, SECOND, shifted, type TimeWindow, windowEndingAt, minutes } from '@voldgrav/hydrology';
import { countUntil, landRain, latestAt, type Sample, sampleAt, type Samples, timeAt } from '@voldgrav/rollup';
import { conditionsAt } from './catchment-conditions.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import type { CatchmentModel } from './catchment-model.ts';
import { trackHolding } from './held-volume.ts';
import { type ModelTrack, placedIn, trackBegun, trackCopied, type TrackedMinute, trackOn, trackSeen } from './model-track.ts';

/** What happened before this no longer tells where the water is; the soil remembers longer, and what is remembered of it is asked for. */
const LOOK_BACK = minutes(1440);
/** How wet the soil is taken to be where nothing is remembered of it, as a share of what it holds: wet in winter, half dry from April to September. */
export function usualSoilShare(at: Instant): number {
  const month = new Date(at).getUTCMonth();
  return month >= 3 && month <= 8 ? 0.4 : 0.8;
}
/** Outlets, pumps and recipients change slowly: they are asked this often. */
const ASKED_EVERY = 5;

/** The track from a day before `at` up to the whole minute at or before it, as if one had watched all along. */
export function followed(model: CatchmentModel, evidence: CatchmentEvidence, at: Instant): ModelTrack {
  const until = wholeMinute(at);
  const from = shifted(until, -LOOK_BACK * MINUTE);
  const skipped = quietMinutes(model, evidence, from, LOOK_BACK);
  const track = trackBegun(model, shifted(from, skipped * MINUTE), usualSoilShare(from));
  track.drainage.tick = skipped;
  for (const { catchment, at: part } of model.lands) {
    const remembered = catchment.soil === undefined ? undefined : evidence.soil?.(catchment.id, from);
    if (remembered !== undefined) track.drainage.soil[part] = remembered;
  }
  return followedOn(model, holding(model, track, evidence, { after: from, until }), evidence, until);
}

/** The track led on to where a basin's level is known not to have been believed since before the day began, and holding on to that. */
function holding(model: CatchmentModel, track: ModelTrack, { held, ...evidence }: CatchmentEvidence, window: TimeWindow): ModelTrack {
  if (held === undefined) return track;
  const known = model.basins.flatMap(({ basin }) => held(basin.id, window) ?? []).sort((one, other) => one.at - other.at);
  return known.reduce((led, each) => trackHolding(model, followedOn(model, led, evidence, each.at), each), track);
}

/**
 * Minutes from `from` on in which nothing moves, so that they need not be gone through: no drop has been heard of, no water level,
 * and the land holds no soil and lets nothing run in dry weather. Whole steps of what is asked seldom, which is asked at the same times then.
 */
function quietMinutes(model: CatchmentModel, evidence: CatchmentEvidence, from: Instant, count: number): number {
  let quiet = count;
  for (const { catchment } of model.lands) {
    if (catchment.soil !== undefined || (catchment.dryWeatherFlow ?? 0) !== 0) return 0;
    for (const { samples, interval } of catchment.gauges.map(evidence.gauge)) {
      const first = firstRain(samples, from);
      if (first === undefined) continue;
      // A message speaks for the whole minutes before it, a sum over a gap for the gap (see `landRain`).
      const spoken = Math.ceil((first.at - from) / MINUTE) - Math.max(1, Math.round((interval * SECOND) / MINUTE));
      quiet = Math.min(quiet, first.since === undefined ? spoken : Math.floor((first.since - from) / MINUTE));
    }
  }
  for (const { levelSensor } of model.gauged) {
    const { samples } = evidence.level(levelSensor);
    const first = timeAt(samples, countUntil(samples, from));
    if (first !== undefined) quiet = Math.min(quiet, Math.ceil((first - from) / MINUTE) - 1);
  }
  return Math.floor(Math.max(0, quiet) / ASKED_EVERY) * ASKED_EVERY;
}

function firstRain(samples: Samples, after: Instant): Sample | undefined {
  for (let index = countUntil(samples, after); index < samples.length; index += 1) {
    const sample = sampleAt(samples, index);
    if (sample?.value !== 0) return sample;
  }
  return undefined;
}

/**
 * The track led on to the whole minute at or before `at`; `track` itself when that has been reached. It is led on in `into` where that is given: a track
 * of the same model that nobody else holds, `track` itself perhaps.
 */
export function followedOn(model: CatchmentModel, track: ModelTrack, evidence: CatchmentEvidence, at: Instant, into?: ModelTrack): ModelTrack {
  const from = track.at;
  const count = Math.floor((at - from) / MINUTE);
  if (count <= 0) return into === undefined ? track : placedIn(into, track);
  const rains = model.lands.map((land) => ({ at: land.at, depth: rainOver(land.catchment, evidence, from, count) }));
  const heard = model.gauged.map(({ levelSensor, at: part }) => ({ part, samples: evidence.level(levelSensor).samples }));
  const letOut = lettingOut(model, evidence, from, shifted(from, count * MINUTE));
  const size = model.plan.parts.length;
  let minute: TrackedMinute = { rain: new Float64Array(size), levels: new Float64Array(size).fill(NaN), atLeast: new Uint8Array(size), letOut: letOut.length === 0 ? NONE_OF_THEM : new Uint8Array(size), conditions: conditionsAt(model, evidence, from) };
  const tell = (index: number): TrackedMinute => {
    const end = shifted(from, (index + 1) * MINUTE);
    if (index % ASKED_EVERY === 0 && index > 0) minute = { ...minute, conditions: conditionsAt(model, evidence, end) };
    for (const { at: part, depth } of rains) minute.rain[part] = depth[index]!;
    if (letOut.length > 0) markLetOut(minute.letOut, letOut, { after: shifted(end, -MINUTE), until: end });
    for (const { part, samples } of heard) {
      const newest = latestAt(samples, end);
      minute.levels[part] = newest !== undefined && newest.at > end - MINUTE ? newest.value : NaN;
      minute.atLeast[part] = Number(newest?.bound === 'at-least');
    }
    return minute;
  };
  return trackOn(model, track, count, tell, into);
}

/** A few minutes may be remembered one by one; of many each is asked for once. */
const FEW = 20;

/** mm in each of `count` minutes after `from`, which is a whole one. */
export function rainOver({ id, gauges }: Catchment, { gauge, minuteRain }: CatchmentEvidence, from: Instant, count: number): Float64Array {
  if (minuteRain === undefined || count > FEW) return landRain(gauges.map(gauge), windowEndingAt(shifted(from, count * MINUTE), minutes(count))).depth;
  const depth = new Float64Array(count);
  for (let minute = 0; minute < count; minute += 1) depth[minute] = minuteRain(id, shifted(from, (minute + 1) * MINUTE)) ?? 0;
  return depth;
}

/** The track as it stands at `at`: led on to the whole minute, and corrected by what was measured since. Laid in `into` as by `followedOn`, or in a track of its own. */
export function followedTo(model: CatchmentModel, track: ModelTrack, evidence: CatchmentEvidence, at: Instant, into: ModelTrack = trackCopied(track)): ModelTrack {
  const led = followedOn(model, track, evidence, at, into);
  const levels = new Float64Array(model.plan.parts.length).fill(NaN);
  const atLeast = new Uint8Array(levels.length);
  let isHeard = false;
  for (const { levelSensor, at: part } of model.gauged) {
    const newest = latestAt(evidence.level(levelSensor).samples, at);
    if (newest === undefined || newest.at <= led.at) continue;
    levels[part] = newest.value;
    atLeast[part] = Number(newest.bound === 'at-least');
    isHeard ||= !Number.isNaN(newest.value);
  }
  if (!isHeard) return led;
  const windows = lettingOut(model, evidence, led.at, at);
  const letOut = windows.length === 0 ? NONE_OF_THEM : new Uint8Array(levels.length);
  if (windows.length > 0) markLetOut(letOut, windows, { after: led.at, until: at });
  return trackSeen(model, led, { levels, atLeast, letOut }, led);
}

// Nearly always nobody is at work: then nothing is made anew with each look.
const NO_WINDOWS: readonly LettingOut[] = [];
const NONE_OF_THEM = new Uint8Array(0);

interface LettingOut extends TimeWindow {
  readonly part: number;
}

function lettingOut({ basins }: CatchmentModel, { letOut }: CatchmentEvidence, after: Instant, until: Instant): readonly LettingOut[] {
  if (letOut === undefined) return NO_WINDOWS;
  let found: LettingOut[] | undefined;
  for (const { basin, at: part } of basins) for (const window of letOut(basin, { after, until })) (found ??= []).push({ ...window, part });
  return found ?? NO_WINDOWS;
}

function markLetOut(column: Uint8Array, windows: readonly LettingOut[], { after, until }: TimeWindow): void {
  column.fill(0);
  for (const each of windows) if (each.after < until && each.until > after) column[each.part] = 1;
}

const wholeMinute = (at: Instant): Instant => shifted(at, -(at % MINUTE));
