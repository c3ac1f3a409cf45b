import { type Instant, MINUTE, type TimeWindow } from '@voldgrav/hydrology';
import { latestAt, rainDepth, type RainRecord } from '@voldgrav/rollup';
import type { Reason } from '../reason.ts';
import { freshSample, freshValue } from '../heard.ts';
import { levelFailure } from '../level-failure.ts';
import { conditionOf, isShut, lastConditionOf } from './catchment-conditions.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import type { CatchmentModel } from './catchment-model.ts';
import { outletShuts } from './outlet-shuts.ts';
import { levelDisbelief, levelDoubt, levelIsStuck, type ModelTrack } from './model-track.ts';
import { streamRemarks, unexplained } from './unexplained.ts';
import { speaksAt } from './speaks.ts';
import { isFollowedBlind, neverWatched, watchFailure } from './watch-failure.ts';

/** What the answer rests on, and what of that cannot be relied on. */
export interface Basis {
  /** Why the answer cannot be relied on: any of these makes it unknown. */
  readonly failures: readonly Reason[];
  /** Lands upstream of which no gauge speaks and whose water bears on a limit: a failure of those answers alone that rest on them. */
  readonly unheardLands: readonly Reason[];
  /** Streams whose level cannot be relied on, or was never heard, while the model still follows them, by part: a failure of those answers alone that rest on them. */
  readonly blindStreams: ReadonlyMap<number, Reason>;
  /** Basins upstream whose level cannot be relied on, by part: a failure of those answers alone that rest on them. */
  readonly blindBasins: ReadonlyMap<number, Reason>;
  /** What is out of order or uncertain, but not beyond saying. */
  readonly remarks: readonly Reason[];
  /** m³ by which basins with a doubtful water level may be further off than the track knows, by part. */
  readonly moreDoubt: ReadonlyMap<number, number>;
  /** Parts of basins whose outlet may give nothing. */
  readonly suspectedOutlets: readonly number[];
  /** By part of each land that bears on a limit: half of what its gauges' last hour differs by, as a share of their mean. */
  readonly gaugeSpread: Float64Array;
  /** Share of the last hour that the gauges tell of, on that land of those its limits rest on which is told of least. */
  readonly gaugesComplete: number;
  /** The lands whose water bears on a limit that the model computes; the catchment's own first. */
  readonly bearingLands: readonly CatchmentModel['catchment'][];
  /** Parts of basins and streams that no water level tells of which can be relied on. */
  readonly unheardWater: ReadonlySet<number>;
}

/** Gauges are compared over this time. */
const COMPARED = 60 * MINUTE;

export function basisOf(model: CatchmentModel, track: ModelTrack, evidence: CatchmentEvidence, at: Instant): Basis {
  const levels = model.basins.map((each) => ({ ...each, isOwn: model.limits.some((limit) => limit.at === each.at), failure: levelFailure(each.basin, evidence.level(each.basin.levelSensor), levelDisbelief(model, track, each.at), at) }));
  const own = levels.filter(({ isOwn }) => isOwn);
  const window = { after: (at - COMPARED) as Instant, until: at };
  const isUnheard = ({ gauges: ids }: CatchmentModel['catchment']) => !ids.some((id) => speaksAt(evidence.gauge(id), at));
  const upstreamLands = landsUpstream(model);
  const unheard = upstreamLands.filter(({ catchment }) => isUnheard(catchment)).map(({ catchment, bears }) => ({ bears, reason: { code: 'land-unheard', name: catchment.name } as const }));
  const bearing = [{ catchment: model.catchment, at: model.plan.index.get(model.catchment.id) ?? -1 }, ...upstreamLands.filter(({ bears }) => bears)];
  const rains = bearing.map(({ catchment, at: part }) => ({ name: catchment.name, part, ...hourOf(catchment.gauges.map(evidence.gauge), window) }));
  const doubtful = doubtfulLevels(model, evidence, at);
  const outlets = outletRemarks(model, track, evidence, at);
  const watched = model.watched.flatMap((asset) => {
    const failure = watchFailure(model, track, asset, evidence, at);
    return failure === undefined ? [] : [{ part: isFollowedBlind(model, track, asset, evidence, at) ? model.limits.find((limit) => limit.asset.id === asset.id)?.at : undefined, failure }];
  });
  const neverHeard = neverWatched(model, track, evidence, at);
  return {
    failures: [
      ...own.flatMap(({ failure }) => failure ?? []),
      ...watched.flatMap(({ part, failure }) => (part === undefined ? [failure] : [])),
      ...(isUnheard(model.catchment) ? [{ code: 'gauges-silent' } as const] : []),
    ],
    unheardLands: unheard.filter(({ bears }) => bears).map(({ reason }) => reason),
    blindStreams: new Map([...watched.flatMap(({ part, failure }): [number, Reason][] => (part === undefined ? [] : [[part, failure]])), ...neverHeard.streams]),
    blindBasins: new Map(levels.flatMap(({ at: part, isOwn, failure }): [number, Reason][] => (isOwn || failure === undefined ? [] : [[part, failure]]))),
    remarks: [
      ...unheard.filter(({ bears }) => !bears).map(({ reason }) => reason),
      ...rains.flatMap(({ name, depths }) => (depths.length === 1 && depths[0]! > 0 ? [{ code: 'gauge-alone', name } as const] : [])),
      ...outlets.remarks,
      ...boundRemarks(own, evidence, at),
      ...doubtful.map(({ basin }): Reason => ({ code: 'level-doubtful', name: basin.name })),
      ...neverHeard.others,
    ],
    moreDoubt: new Map(doubtful.map(({ at: part, moreDoubt }) => [part, moreDoubt])),
    suspectedOutlets: outlets.suspected,
    gaugeSpread: rains.reduce((spread, { part, depths }) => spread.fill(spreadOf(depths), part, part + 1), new Float64Array(model.plan.parts.length)),
    gaugesComplete: Math.min(...rains.map(({ completeness }) => completeness)),
    bearingLands: bearing.map(({ catchment }) => catchment),
    unheardWater: new Set([
      ...levels.flatMap(({ at: part, failure }) => (failure === undefined ? [] : [part])),
      ...model.streams.flatMap(({ stream, at: part }) => (freshValue(evidence.level(stream.levelSensor), at) === undefined || levelIsStuck(model, track, part) ? [part] : [])),
    ]),
  };
}

/** How much of a window the gauges of one land tell of, and what each caught in it. Those that miss more than half of the time count for nothing. */
function hourOf(gauges: readonly RainRecord[], window: TimeWindow): { readonly completeness: number; readonly depths: readonly number[] } {
  const heard = gauges.map((gauge) => rainDepth(gauge, window)).filter(({ completeness }) => completeness >= 0.5);
  return { completeness: heard.reduce((sum, { completeness }) => sum + completeness, 0) / Math.max(1, gauges.length), depths: heard.map(({ depth }) => depth) };
}

/** The other lands of the model, and whether their water reaches a limit whose load the model computes. */
function landsUpstream(model: CatchmentModel): readonly { readonly catchment: CatchmentModel['catchment']; readonly at: number; readonly bears: boolean }[] {
  const { ways, overflowWays } = model.plan.columns;
  const reaches = model.plan.parts.map((_, at) => model.limits.some((limit) => limit.at === at));
  // The plan is in the order in which water runs: from its end, all that lies below a part is known.
  for (let at = reaches.length - 1; at >= 0; at -= 1) {
    for (const { first, to } of [ways, overflowWays]) for (let way = first[at]!; way < first[at + 1]!; way += 1) reaches[at] ||= reaches[to[way]!]!;
  }
  return model.lands.filter(({ catchment }) => catchment.id !== model.catchment.id).map(({ catchment, at }) => ({ catchment, at, bears: reaches[at]! }));
}

/** Basins whose sensor is at the end of what it sees. */
const boundRemarks = (basins: CatchmentModel['basins'], evidence: CatchmentEvidence, at: Instant): readonly Reason[] =>
  basins.flatMap(({ basin }): readonly Reason[] => {
    const newest = freshSample(evidence.level(basin.levelSensor), at);
    if (newest?.bound === undefined) return [];
    return [{ code: 'level-at-limit', bound: newest.bound, level: newest.value, name: basin.name }];
  });

/** Basins whose newest level counts though a check speaks against it: it may be off by as much again as a sound one (domain.md §4.4 wants a note). */
const doubtfulLevels = (model: CatchmentModel, evidence: CatchmentEvidence, at: Instant) =>
  model.basins.flatMap(({ basin, at: part }) => {
    const newest = freshSample(evidence.level(basin.levelSensor), at);
    const store = model.plan.parts[part]!;
    if (newest?.suspect === undefined || newest.bound !== undefined || store.kind !== 'store') return [];
    return [{ basin, at: part, moreDoubt: levelDoubt(store.table, newest.value) }];
  });

/** Outlets and pumps that are shut, stopped, unheard, or give less than they should: what was measured against what the rain explains. */
function outletRemarks(model: CatchmentModel, track: ModelTrack, evidence: CatchmentEvidence, at: Instant) {
  const remarks: Reason[] = [];
  const suspected: number[] = [];
  for (const each of model.pumps) {
    const condition = conditionOf(model, each, evidence, at);
    if (condition === 'works') continue;
    if (condition === 'stopped') {
      remarks.push({ code: 'pump-stopped', name: each.pump.name });
      continue;
    }
    const wasStopped = lastConditionOf(model, each, evidence, at) === 'stopped';
    remarks.push({ code: 'pump-unheard', name: each.pump.name, ...(wasStopped ? { wasStopped } : {}) });
    suspected.push(each.from);
  }
  for (const { from, asset } of model.recipients) {
    const level = freshValue(evidence.level(asset.levelSensor), at);
    if (asset.kind === 'sea' && level === undefined) {
      const wasShut = isShut(asset, latestAt(evidence.level(asset.levelSensor).samples, at)?.value);
      remarks.push({ code: 'recipient-unheard', name: asset.name, ...(wasShut ? { wasShut } : {}) });
      suspected.push(from);
    } else if (asset.kind === 'sea' && level! >= asset.closesOutletsAt) remarks.push({ code: 'outlet-shut', name: asset.name, level: level! });
    else if (asset.kind === 'sea') {
      const shuts = outletShuts(asset, evidence.levelForecast?.(asset.id, at), at);
      if (shuts === undefined) continue;
      remarks.push(shuts);
      suspected.push(from);
    }
  }
  for (const { basin, at: part } of model.basins) {
    const { excess, band } = unexplained(model, track, part);
    if (excess > band && track.went[part]! >= excess / 2) {
      remarks.push({ code: 'outlet-suspected', name: basin.name, cubicMetres: excess });
      suspected.push(part);
    } else if (excess > band) remarks.push({ code: 'more-than-rain', name: basin.name, cubicMetres: excess });
    else if (excess < -band) remarks.push({ code: 'less-than-rain', name: basin.name, cubicMetres: -excess });
  }
  return { remarks: [...remarks, ...streamRemarks(model, track)], suspected };
}

function spreadOf(depths: readonly number[]): number {
  const mean = depths.reduce((sum, depth) => sum + depth, 0) / Math.max(1, depths.length);
  if (depths.length < 2 || mean === 0) return 0;
  return (Math.max(...depths) - Math.min(...depths)) / 2 / mean;
}
