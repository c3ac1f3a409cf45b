import type { Reason } from '../reason.ts';
import { AREA_UNCERTAINTY, OUTLET_UNCERTAINTY } from '../uncertainty.ts';
import type { CatchmentModel } from './catchment-model.ts';
import { HOUR_OF_MINUTES, levelDoubt, type ModelTrack, usuallyUnexplained } from './model-track.ts';

/**
 * The rain-aware normal: how many m³ a basin holds, or a stream has carried, beyond what rain and outlet of the last hour explain, and the band
 * within which that is no news: twice the sensor's doubt, and the doubts of area and outlet.
 */
export function unexplained(model: CatchmentModel, track: ModelTrack, part: number): { readonly excess: number; readonly band: number } {
  const water = model.gauged.find(({ at }) => at === part);
  const level = track.restingLevel[part]!;
  if (water === undefined || Number.isNaN(level)) return { excess: 0, band: Infinity };
  // A basin's sensor is wrong once; what a stream's is wrong by flows away, and is put back by the next word.
  const times = Math.max(1, HOUR_OF_MINUTES * (model.lingers[part] === 0 ? 0 : 1 - model.lingers[part]!));
  const band = 2 * levelDoubt(water.table, level) * times + AREA_UNCERTAINTY * track.came[part]! + OUTLET_UNCERTAINTY * track.went[part]!;
  return { excess: track.unexplained[part]!, band };
}

/** Rated streams that carry less than the rain explains, or more than that and what usually comes without rain. */
export const streamRemarks = (model: CatchmentModel, track: ModelTrack): readonly Reason[] =>
  model.streams.flatMap(({ stream: { name }, at }): readonly Reason[] => {
    const { excess, band } = unexplained(model, track, at);
    if (excess < -band) return [{ code: 'less-than-rain', name, cubicMetres: -excess }];
    const usual = usuallyUnexplained(track, at);
    return usual !== undefined && excess - Math.max(0, usual) > band ? [{ code: 'more-than-rain', name, cubicMetres: excess - Math.max(0, usual) }] : [];
  });
