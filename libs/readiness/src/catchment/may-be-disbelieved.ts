import { arrivingWithin, type Instant, M3_PER_LPS_MINUTE, MINUTE, volumeOfLevel } from '@voldgrav/hydrology';
import { countUntil, type Sample, sampleAt } from '@voldgrav/rollup';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import type { CatchmentModel, GaugedWater } from './catchment-model.ts';
import { rainOver } from './follow.ts';
import { fallBeyond, levelDoubt, type ModelTrack, STIRS } from './model-track.ts';

/**
 * Whether the model could speak against a basin's level at `at`, by a track of a while before and what was said since: false only where
 * `levelDisbelief` of the track led on to `at` is undefined. It spares the model's run where no word has fallen by more than two words may be apart, and
 * the newest has moved the level or no more water can have come than the sensor may be wrong by. `rained`: whether a gauge may have told of rain after the track.
 */
export function mayBeDisbelieved(model: CatchmentModel, track: ModelTrack, part: number, evidence: CatchmentEvidence, at: Instant, rained: boolean): boolean {
  const water = model.gauged.find((each) => each.at === part);
  if (water === undefined || at <= track.at || !Number.isNaN(track.fellTo[part]!)) return true;
  const { samples } = evidence.level(water.levelSensor);
  const last = Math.ceil((at - track.at) / MINUTE);
  let resting = track.restingLevel[part]!;
  let stirred = 0;
  let heard = track.heardVolume[part]!;
  for (let place = countUntil(samples, track.at); place < samples.length; place += 1) {
    const { at: saidAt, value } = sampleAt(samples, place) as Sample;
    if (saidAt > at) break;
    const minute = Math.ceil((saidAt - track.at) / MINUTE);
    const next = sampleAt(samples, place + 1);
    // Of the words of one minute the model hears the last.
    if (next !== undefined && next.at <= at && Math.ceil((next.at - track.at) / MINUTE) === minute) continue;
    const measured = Math.min(water.capacity, volumeOfLevel(water.table, value));
    if (fallBeyond(heard, measured, levelDoubt(water.table, value)) > 0) return true;
    heard = measured;
    if (Math.abs(value - resting) <= STIRS) continue;
    resting = value;
    stirred = minute;
  }
  if (stirred === last || Number.isNaN(resting) || volumeOfLevel(water.table, resting) >= water.capacity) return false;
  const enough = 2 * levelDoubt(water.table, resting) - (stirred > 0 ? 0 : track.stayedAtRest[part]!);
  const most = mostWithoutRain(model, track, water, last);
  return most > enough || (rained && most + mostByRain(model, track, water, evidence, at) > enough);
}

/** m³ that come to a basin at most in so many minutes without rain; Infinity where a water level further up may tell of water that the model has not. */
function mostWithoutRain({ lands, gauged }: CatchmentModel, { drainage }: ModelTrack, { above }: GaugedWater, minutes: number): number {
  if (gauged.some(({ at }) => above.includes(at))) return Infinity;
  let most = 0;
  for (const at of above) most += drainage.volume[at]! * (1 - drainage.layout.kept[at]! ** minutes) + arrivingWithin(minutes, drainage, at);
  for (const { catchment, at } of lands) if (above.includes(at)) most += (catchment.dryWeatherFlow ?? 0) * M3_PER_LPS_MINUTE * minutes;
  return most;
}

/** m³ of rain that has fallen since the track on land whose water comes to a basin. */
function mostByRain({ lands, plan: { columns } }: CatchmentModel, track: ModelTrack, { above }: GaugedWater, evidence: CatchmentEvidence, at: Instant): number {
  let most = 0;
  for (const { catchment, at: part } of lands) {
    if (!above.includes(part)) continue;
    const onAll = columns.hard[part]! + columns.soft[part]!;
    for (const depth of rainOver(catchment, evidence, track.at, Math.floor((at - track.at) / MINUTE))) most += depth * onAll;
  }
  return most;
}
