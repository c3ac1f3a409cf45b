import { type DrainageConditions, type DrainageFlows, type DrainageState, copyOf, drainStep, dryState, type Instant, MINUTE, noFlows, overwrite, shifted, type StorageTable, volumeOfLevel } from '@voldgrav/hydrology';
import type { LevelDisbelief } from '../level-failure.ts';
import type { CatchmentModel, GaugedWater } from './catchment-model.ts';
import { AREA_UNCERTAINTY, LEVEL_ACCURACY, OUTLET_UNCERTAINTY } from '../uncertainty.ts';

/**
 * Where the water of a catchment is by the model, minute by minute behind the sensors. Columns are in the plan's order;
 * those that are about basins hold 0 elsewhere.
 */
export interface ModelTrack {
  readonly at: Instant;
  readonly drainage: DrainageState;
  /** How far each basin's or stream's volume may be off, m³; Infinity until its water level was first heard. */
  readonly doubt: Float64Array;
  /**
   * What measurements moved each of these volumes by, what came and what left, each fading with an hour: their sum is what
   * the rain does not explain.
   */
  readonly unexplained: Float64Array;
  readonly came: Float64Array;
  readonly went: Float64Array;
  /** The water level that last moved (NaN: none yet), and what the model says came and stayed since. */
  readonly restingLevel: Float64Array;
  readonly cameAtRest: Float64Array;
  readonly stayedAtRest: Float64Array;
  /** m³ of each basin by the last word of its level that was believed (NaN: none yet), and what the model says came and left since. */
  readonly heardVolume: Float64Array;
  readonly cameSinceHeard: Float64Array;
  readonly leftSinceHeard: Float64Array;
  /** The water level that was heard last and not believed, since so much water cannot have left; NaN while it is believed. */
  readonly fellTo: Float64Array;
  /** m³ that a basin would hold had its level not leapt up by more than can have come: where a sensor's outburst ends. NaN where it did not. */
  readonly withoutLeap: Float64Array;
  /** l/s that came to each part in the last minute; of a stream that holds water, what would flow at its gauge by the model alone. */
  readonly inflow: Float64Array;
  /** l/s that flowed in each stream beyond that when its level was last heard: its base flow, or a release from upstream. Silence stops neither. */
  readonly base: Float64Array;
  /** What measurements moved each stream's volume by, fading with a day, and the minutes in which they could have, fading alike: how much is usual. */
  readonly dayUnexplained: Float64Array;
  readonly dayListened: Float64Array;
}

/** What is known of one minute. */
export interface TrackedMinute {
  /** mm by part. */
  readonly rain: Float64Array;
  /** The newest water level in the minute by part; NaN where none was heard. */
  readonly levels: Float64Array;
  /** Parts (1) whose level is only a lower bound: the sensor sees no higher. */
  readonly atLeast: Uint8Array;
  /** Parts (1) of basins out of which people may have let any amount of water. */
  readonly letOut: Uint8Array;
  readonly conditions: DrainageConditions;
}

/** A movement smaller than this, in m, is a sensor's own noise. */
export const STIRS = 0.002;
const FADES = Math.exp(-1 / 60);
const FADES_IN_A_DAY = Math.exp(-1 / 1440);
const LPS_PER_M3_MINUTE = 1000 / 60;

/** Nothing is known yet: dry land, and basins whose volume is anybody's guess. `soilShare` is how wet the soil is taken to be. */
export function trackBegun(model: CatchmentModel, at: Instant, soilShare: number): ModelTrack {
  const track = emptyTrack(model.plan.parts.length, at, dryState(model.plan, 1, soilShare));
  track.doubt.fill(Infinity);
  for (const unheard of [track.restingLevel, track.heardVolume, track.fellTo, track.withoutLeap]) unheard.fill(NaN);
  return track;
}

/** One buffer under all columns: a town keeps three tracks of each catchment. */
function emptyTrack(size: number, at: Instant, drainage: DrainageState): ModelTrack {
  const numbers = new Float64Array(COLUMNS * size);
  const column = (place: number) => numbers.subarray(place * size, (place + 1) * size);
  return {
    at, drainage, doubt: column(0), unexplained: column(1), came: column(2), went: column(3),
    restingLevel: column(4), cameAtRest: column(5), stayedAtRest: column(6), inflow: column(7),
    heardVolume: column(8), cameSinceHeard: column(9), leftSinceHeard: column(10), fellTo: column(11), withoutLeap: column(12),
    base: column(13), dayUnexplained: column(14), dayListened: column(15),
  };
}
const COLUMNS = 16;

export const trackCopied = (track: ModelTrack): ModelTrack => trackOver(emptyTrack(track.doubt.length, track.at, copyOf(track.drainage)), track);

/** Writes `from` over `to`, a track of the same model, and gives that. The columns are short: a loop beats `set`. */
function trackOver(to: TrackPlace, from: ModelTrack): TrackPlace {
  to.at = from.at;
  overwrite(to.drainage, from.drainage);
  const size = from.doubt.length;
  for (let at = 0; at < size; at += 1) {
    to.doubt[at] = from.doubt[at]!;
    to.unexplained[at] = from.unexplained[at]!;
    to.came[at] = from.came[at]!;
    to.went[at] = from.went[at]!;
    to.restingLevel[at] = from.restingLevel[at]!;
    to.cameAtRest[at] = from.cameAtRest[at]!;
    to.stayedAtRest[at] = from.stayedAtRest[at]!;
    to.inflow[at] = from.inflow[at]!;
    to.heardVolume[at] = from.heardVolume[at]!;
    to.cameSinceHeard[at] = from.cameSinceHeard[at]!;
    to.leftSinceHeard[at] = from.leftSinceHeard[at]!;
    to.fellTo[at] = from.fellTo[at]!;
    to.withoutLeap[at] = from.withoutLeap[at]!;
    to.base[at] = from.base[at]!;
    to.dayUnexplained[at] = from.dayUnexplained[at]!;
    to.dayListened[at] = from.dayListened[at]!;
  }
  return to;
}

/** A track that is written over: nobody else may hold it. */
interface TrackPlace extends ModelTrack {
  at: Instant;
}

/**
 * Goes on by `count` minutes, of each of which `tell` lays down what is known: the model moves the water, and a measured water level then corrects the
 * volume of the basin or stream, the more the less the model can be trusted (the scalar Kalman gain). A level that rests while water must
 * have come is not believed: what the model says came is laid back. The answer is written over `into`, a track of the same model that nobody else
 * holds, `track` itself perhaps; without it `track` is not changed.
 */
export function trackOn(model: CatchmentModel, track: ModelTrack, count: number, tell: (minute: number) => TrackedMinute, into?: ModelTrack): ModelTrack {
  const next: TrackPlace = placedIn(into, track);
  const flows = flowsOf(model);
  for (let index = 0; index < count; index += 1) {
    const minute = tell(index);
    drainStep(model.plan, next.drainage, minute.rain, minute.conditions, flows);
    for (let at = 0; at < next.inflow.length; at += 1) {
      const lingers = model.lingers[at]!;
      next.inflow[at] = next.inflow[at]! * lingers + flows.inflow[at]! * LPS_PER_M3_MINUTE * (1 - lingers);
    }
    for (const water of model.gauged) {
      ages(next, water.at, flows, model.lingers[water.at]!);
      if (minute.letOut[water.at] === 1) next.leftSinceHeard[water.at] = Infinity;
      const level = minute.levels[water.at]!;
      if (!Number.isNaN(level)) corrects(next, water, level, minute.atLeast[water.at] === 1);
    }
    next.at = shifted(next.at, MINUTE);
  }
  return next;
}

/** The track with water levels of the minute that is not over yet (NaN: none): what was just measured counts at once. `into` as of `trackOn`. */
export function trackSeen(model: CatchmentModel, track: ModelTrack, { levels, atLeast, letOut }: Pick<TrackedMinute, 'levels' | 'atLeast' | 'letOut'>, into?: ModelTrack): ModelTrack {
  const next = placedIn(into, track);
  for (const water of model.gauged) {
    if (letOut[water.at] === 1) next.leftSinceHeard[water.at] = Infinity;
    if (!Number.isNaN(levels[water.at]!)) corrects(next, water, levels[water.at]!, atLeast[water.at] === 1);
  }
  return next;
}

/** `track` itself, or what it says in `into`, or in a track of its own. */
export function placedIn(into: ModelTrack | undefined, track: ModelTrack): ModelTrack {
  if (into === undefined) return trackCopied(track);
  return into === track ? track : trackOver(into, track);
}

// What flows is of no use when the call that asked for it is over: one for all models with as many parts.
const flowsBySize = new Map<number, DrainageFlows>();

function flowsOf({ plan }: CatchmentModel): DrainageFlows {
  const size = plan.parts.length;
  const flows = flowsBySize.get(size) ?? noFlows(plan);
  flowsBySize.set(size, flows);
  return flows;
}

/** `lingers`: a stream forgets what it was wrong by as that water leaves it; a basin (0) does not. */
function ages(track: ModelTrack, at: number, flows: DrainageFlows, lingers: number): void {
  const came = flows.inflow[at]!;
  const went = flows.outflow[at]! + flows.excess[at]!;
  const kept = lingers === 0 ? 1 : lingers;
  track.doubt[at] = track.doubt[at]! * kept + AREA_UNCERTAINTY * came + OUTLET_UNCERTAINTY * went;
  track.came[at] = track.came[at]! * FADES + came;
  track.went[at] = track.went[at]! * FADES + went;
  track.cameSinceHeard[at]! += came;
  track.leftSinceHeard[at]! += went;
  track.withoutLeap[at] = Math.max(0, track.withoutLeap[at]! + came - went);
  track.unexplained[at]! *= FADES;
  track.dayUnexplained[at]! *= FADES_IN_A_DAY;
  track.dayListened[at] = Number.isNaN(track.restingLevel[at]!) ? 0 : track.dayListened[at]! * FADES_IN_A_DAY + 1;
  // A level that rests in dry weather is an outlet's matter: only what came and stayed counts against the sensor.
  track.stayedAtRest[at] = Math.max(0, track.stayedAtRest[at]! + came - went);
  track.cameAtRest[at] = track.stayedAtRest[at] === 0 ? 0 : track.cameAtRest[at]! * kept + came;
}

function corrects(track: ModelTrack, { at, table, capacity, perFlow }: GaugedWater, level: number, isAtLeast: boolean): void {
  const measured = Math.min(capacity, volumeOfLevel(table, level));
  const accuracy = levelDoubt(table, level);
  if (perFlow === undefined && !isBelievable(track, at, measured, accuracy)) {
    // The sensor or what it said before is wrong. The model goes on from the worse of the two.
    track.fellTo[at] = level;
    return;
  }
  track.fellTo[at] = NaN;
  track.heardVolume[at] = measured;
  track.cameSinceHeard[at] = track.leftSinceHeard[at] = 0;
  const first = Number.isNaN(track.restingLevel[at]!);
  const moves = first || Math.abs(level - track.restingLevel[at]!) > STIRS;
  // A level that rests may have jammed: what flowed beside the rain when it last moved has not run dry because more rain comes than it shows.
  if (perFlow !== undefined) track.base[at] = Math.max(moves ? 0 : track.base[at]!, measured / perFlow - track.inflow[at]!);
  if (moves) {
    track.restingLevel[at] = level;
    track.cameAtRest[at] = track.stayedAtRest[at] = 0;
  }
  if (isAtLeast && measured < capacity) {
    // It must stand still there, so that says nothing against it. The water is no lower, and may stand at the crest.
    track.cameAtRest[at] = track.stayedAtRest[at] = 0;
    track.drainage.volume[at] = Math.max(track.drainage.volume[at]!, measured);
    track.doubt[at] = Math.max(accuracy, capacity - track.drainage.volume[at]);
    return;
  }
  if (measured < capacity && rests(track, at, accuracy)) {
    const believed = Math.min(capacity, measured + track.stayedAtRest[at]!);
    track.drainage.volume[at] = Math.max(track.drainage.volume[at]!, believed);
    track.doubt[at] = accuracy + AREA_UNCERTAINTY * track.cameAtRest[at]!;
    return;
  }
  if (measured >= capacity) {
    // Full is full: how much more came, the level does not tell. Over its banks a stream may hold more.
    track.drainage.volume[at] = Math.max(track.drainage.volume[at]!, capacity);
    track.doubt[at] = accuracy;
    return;
  }
  const doubt = track.doubt[at]!;
  const gain = doubt === Infinity ? 1 : doubt ** 2 / (doubt ** 2 + accuracy ** 2);
  const moved = gain * (measured - track.drainage.volume[at]!);
  track.drainage.volume[at]! += moved;
  // The first word tells where the water is, not what the rain failed to explain.
  if (!first) {
    track.unexplained[at]! += moved;
    track.dayUnexplained[at]! += moved;
  }
  // A sensor's error is its own, not chance: measuring again does not make it smaller.
  track.doubt[at] = accuracy;
}

/**
 * Whether a basin can hold so little by now: no more may have left than its outlet gives and both words may be wrong by, unless its level had leapt up
 * by more than came: who knows not where that came from does not know where it goes, down to where it was without.
 */
function isBelievable(track: ModelTrack, at: number, measured: number, accuracy: number): boolean {
  const risen = measured - track.heardVolume[at]!;
  const wrongBy = BOTH_WRONG * accuracy;
  const aboveBefore = measured - track.withoutLeap[at]!;
  if (fallBeyond(track.heardVolume[at]!, measured, accuracy) > (1 + OUTLET_UNCERTAINTY) * track.leftSinceHeard[at]! && !(aboveBefore >= -wrongBy)) return false;
  if (Math.abs(aboveBefore) <= wrongBy) track.withoutLeap[at] = NaN;
  if (risen > wrongBy + (1 + AREA_UNCERTAINTY) * track.cameSinceHeard[at]! && Number.isNaN(track.withoutLeap[at]!)) track.withoutLeap[at] = track.drainage.volume[at]!;
  return true;
}

/** m³ by which a level has fallen beyond what two words of one sensor may be wrong by: what its outlet gave must account for them. 0 or less where it has not. */
export const fallBeyond = (heard: number, measured: number, accuracy: number): number => heard - measured - BOTH_WRONG * accuracy;

/** Each of two words may be wrong by twice the sensor's accuracy. */
const BOTH_WRONG = 4;

/** How many m³ measurements usually move a stream's volume by in an hour, by the day before; undefined until it was listened to for six hours. */
export function usuallyUnexplained(track: ModelTrack, at: number): number | undefined {
  const listened = track.dayListened[at]!;
  return listened < LISTENED_ENOUGH ? undefined : (track.dayUnexplained[at]! / listened) * HOUR_OF_MINUTES;
}

/** What a minute a day ago counts of one now, summed over six hours; and the minutes of an hour that fades. */
const LISTENED_ENOUGH = (1 - FADES_IN_A_DAY ** 360) / (1 - FADES_IN_A_DAY);
export const HOUR_OF_MINUTES = 1 / (1 - FADES);

/** m³ by which a volume read from `level` may be off. */
export function levelDoubt(table: StorageTable, level: number): number {
  // At the ends of the curve the water surface is what it is just inside them.
  const inside = Math.min(table.levels.at(-1)! - LEVEL_ACCURACY, Math.max(table.levels[0]! + LEVEL_ACCURACY, level));
  return (volumeOfLevel(table, inside + LEVEL_ACCURACY) - volumeOfLevel(table, inside - LEVEL_ACCURACY)) / 2;
}

/** Whether the level rests though more water must have come than the sensor and the model together can be wrong by. */
function rests(track: ModelTrack, at: number, accuracy: number): boolean {
  return track.stayedAtRest[at]! > 2 * (accuracy + AREA_UNCERTAINTY * track.cameAtRest[at]!);
}

/** Why the level of a basin is not believed; undefined when it is. */
export const levelDisbelief = (model: CatchmentModel, track: ModelTrack, at: number): LevelDisbelief | undefined =>
  Number.isNaN(track.fellTo[at]!) ? (levelIsStuck(model, track, at) ? 'stuck' : undefined) : 'fell';

/** As `rests`, for whoever has a track and asks about a basin or a stream. */
export function levelIsStuck(model: CatchmentModel, track: ModelTrack, at: number): boolean {
  const level = track.restingLevel[at]!;
  if (Number.isNaN(level) || track.stayedAtRest[at] === 0) return false;
  const water = model.gauged.find((each) => each.at === at);
  return water !== undefined && volumeOfLevel(water.table, level) < water.capacity && rests(track, at, levelDoubt(water.table, level));
}
