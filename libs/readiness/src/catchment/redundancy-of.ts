import type { Basin, Instant, Road, Sea, Stream } from '@voldgrav/hydrology';
import { latestAt } from '@voldgrav/rollup';
import { freshValue } from '../heard.ts';
import { levelFailure } from '../level-failure.ts';
import type { Basis } from './basis.ts';
import type { Redundancy } from './catchment-assessment.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import { type CatchmentModel, partsAbove } from './catchment-model.ts';
import { levelDisbelief, type ModelTrack } from './model-track.ts';
import { speaksAt } from './speaks.ts';
import { isFollowedBlind, watchFailure } from './watch-failure.ts';

/** Which instruments the answer rests on. `inSight`: parts of the limits that the answer is about (see `Foreseen`). */
export function redundancyOf(model: CatchmentModel, track: ModelTrack, evidence: CatchmentEvidence, { bearingLands }: Basis, inSight: ReadonlySet<number>, at: Instant): Redundancy {
  const speaks = (id: string): boolean => speaksAt(evidence.gauge(id), at);
  const everyGauge = [...new Set(model.lands.flatMap(({ catchment }) => catchment.gauges))];
  const basins = model.basins.filter((each) => model.limits.some((limit) => limit.at === each.at));
  const levels = levelsOf(model);
  const tells = ({ asset, at: part }: ToldLevel): boolean => {
    const level = evidence.level(asset.levelSensor);
    if (asset.kind === 'basin') return levelFailure(asset, level, levelDisbelief(model, track, part), at) === undefined;
    if (asset.kind === 'sea') return freshValue(level, at) !== undefined;
    return latestAt(level.samples, at) !== undefined && watchFailure(model, track, asset, evidence, at) === undefined;
  };
  const heard = model.watched.filter(({ levelSensor }) => latestAt(evidence.level(levelSensor).samples, at) !== undefined);
  const resting = heard.filter((asset) => !isFollowedBlind(model, track, asset, evidence, at) || model.limits.some((limit) => limit.asset.id === asset.id && inSight.has(limit.at)));
  return {
    rainGauges: { speaking: everyGauge.filter(speaks).length, of: everyGauge.length },
    levelSensors: { speaking: levels.filter(tells).length, of: levels.length },
    singlePoints: [...basins.map(({ basin }) => basin.levelSensor), ...sensorsAbove(model, inSight), ...resting.map(({ levelSensor }) => levelSensor), ...new Set(bearingLands.flatMap(({ gauges }) => (gauges.filter(speaks).length === 1 ? gauges.filter(speaks) : [])))],
  };
}

interface ToldLevel {
  readonly asset: Basin | Stream | Road | Sea;
  /** In the plan; -1 where it is none of its parts. */
  readonly at: number;
}

// Asked on each look, and the same as long as the model is.
const toldLevels = new WeakMap<CatchmentModel, readonly ToldLevel[]>();

/** All that a level sensor tells of and the answer rests on, each sensor once: basins and rated streams, upstream too, the catchment's own roads and streams, and what its basins run out into. */
function levelsOf(model: CatchmentModel): readonly ToldLevel[] {
  let known = toldLevels.get(model);
  if (known === undefined) {
    const all: readonly ToldLevel[] = [
      ...model.basins.map(({ basin, at }) => ({ asset: basin, at })),
      ...model.streams.filter(({ at }) => model.gauged.some((water) => water.at === at)).map(({ stream, at }) => ({ asset: stream, at })),
      ...model.watched.map((asset) => ({ asset: asset as Road | Stream, at: -1 })),
      ...model.recipients.map(({ asset }) => ({ asset, at: -1 })),
    ];
    known = all.filter(({ asset }, index) => all.findIndex((other) => other.asset.levelSensor === asset.levelSensor) === index);
    toldLevels.set(model, known);
  }
  return known;
}

interface UpperBasin {
  readonly levelSensor: string;
  /** Parts of the limits that its water comes to. */
  readonly bearsOn: readonly number[];
}

// Asked on each look, and the same as long as the model is.
const upperBasins = new WeakMap<CatchmentModel, readonly UpperBasin[]>();

/** Sensors of the basins whose water comes to a limit that the answer is about: unheard for long enough, what they may hold changes its state. */
function sensorsAbove(model: CatchmentModel, inSight: ReadonlySet<number>): readonly string[] {
  let known = upperBasins.get(model);
  if (known === undefined) {
    const limits = model.limits.map(({ at }) => ({ at, above: partsAbove(model.plan, at) }));
    known = model.basins
      .filter((each) => !limits.some(({ at }) => at === each.at))
      .map(({ basin, at }) => ({ levelSensor: basin.levelSensor, bearsOn: limits.flatMap((limit) => (limit.above.includes(at) ? [limit.at] : [])) }));
    upperBasins.set(model, known);
  }
  return known.filter(({ bearsOn }) => bearsOn.some((at) => inSight.has(at))).map(({ levelSensor }) => levelSensor);
}
