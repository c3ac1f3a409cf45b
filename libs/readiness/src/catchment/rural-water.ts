import { type Instant, M3_PER_LPS_MINUTE } from '@voldgrav/hydrology';
import { freshValue } from '../heard.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import { type CatchmentModel, flowAt, type GaugedWater } from './catchment-model.ts';
import { levelDoubt, levelIsStuck, type ModelTrack } from './model-track.ts';

/** What a stream's measured level tells of the country that feeds it, by part. */
export interface RuralWater {
  /** What each rural land's slow reservoir holds, as a share of what the model has in it; 1 elsewhere. */
  readonly share: Float64Array;
  /** l/s of each stream's base flow that come from there: they sink as the reservoir empties, and count once. */
  readonly ofBase: Float64Array;
  /** Lands (1) of whose slow water a stream's level tells. */
  readonly isTold: Uint8Array;
}

/** One measurement does not turn the model's country over: no less than half of it, no more than twice. */
const LEAST = 0.5;
const MOST = 2;

/**
 * The slow water of rural land by the level of the first rated stream that it comes to: what is measured there beyond the model, or short of it, and by more
 * than the sensor may be wrong, is laid to the reservoirs above. Without a level that speaks they hold what the model says.
 */
export function ruralWater(model: CatchmentModel, track: ModelTrack, evidence: CatchmentEvidence, at: Instant): RuralWater {
  const share = new Float64Array(model.plan.parts.length).fill(1);
  const ofBase = new Float64Array(share.length);
  const isTold = new Uint8Array(share.length);
  for (const { stream, at: part } of model.streams) {
    const water = model.gauged.find((each) => each.at === part);
    const level = levelIsStuck(model, track, part) ? undefined : freshValue(evidence.level(stream.levelSensor), at);
    const flow = level === undefined ? undefined : flowAt(stream, level);
    if (water?.perFlow === undefined || level === undefined || flow === undefined) continue;
    const lands = model.lands.filter((land) => land.catchment.soil !== undefined && firstGauge(model, land.at) === water);
    for (const land of lands) isTold[land.at] = 1;
    const comes = lands.reduce((sum, land) => sum + givenBy(track, land.at), 0);
    const beyond = flow - track.inflow[part]!;
    if (comes === 0 || Math.abs(beyond) <= levelDoubt(water.table, level) / water.perFlow) continue;
    const factor = Math.min(MOST, Math.max(LEAST, (comes + beyond) / comes));
    for (const land of lands) share[land.at] = factor;
    ofBase[part] = Math.max(0, (factor - 1) * comes);
  }
  return { share, ofBase, isTold };
}

/** l/s that the reservoir of a land gives now. */
const givenBy = ({ drainage: { volume, layout } }: ModelTrack, land: number): number => (volume[land]! * (1 - layout.kept[land]!)) / (M3_PER_LPS_MINUTE * layout.step);

/** The first water on a land's way that a level tells of; undefined where its way parts before, or there is none. */
function firstGauge({ plan: { columns: { ways } }, gauged }: CatchmentModel, land: number): GaugedWater | undefined {
  for (let at = land; ways.first[at + 1]! - ways.first[at]! === 1; ) {
    at = ways.to[ways.first[at]!]!;
    const water = gauged.find((each) => each.at === at);
    if (water !== undefined) return water;
  }
  return undefined;
}
