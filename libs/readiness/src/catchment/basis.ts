import { type Instant, MINUTE, SECOND, type TimeWindow } from '@voldgrav/hydrology';
import { latestAt, rainDepth, type RainRecord } from '@voldgrav/rollup';
import type { Reason } from '../reason.ts';
import type { Redundancy } from './catchment-assessment.ts';
import { freshValue } from '../heard.ts';
import { levelFailure } from '../level-failure.ts';
import { conditionOf, isShut, lastConditionOf } from './catchment-conditions.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import type { CatchmentModel } from './catchment-model.ts';
import { outletShuts } from './outlet-shuts.ts';
import { levelDoubt, levelIsStuck, type ModelTrack } from './model-track.ts';
import { AREA_UNCERTAINTY, OUTLET_UNCERTAINTY } from '../uncertainty.ts';

/** What the answer rests on, and what of that cannot be relied on. */
export interface Basis {
  /** Why the answer cannot be relied on: any of these makes it unknown. */
  readonly failures: readonly Reason[];
  /** What is out of order or uncertain, but not beyond saying. */
  readonly remarks: readonly Reason[];
  /** m³ by which basins with a doubtful water level may be further off than the track knows, by part. */
  readonly moreDoubt: ReadonlyMap<number, number>;
  /** Parts of basins whose outlet may give nothing. */
  readonly suspectedOutlets: readonly number[];
  /** Mean difference of the gauges' last hour from their middle, as a share of it. */
  readonly gaugeSpread: number;
  /** Share of the last hour that the gauges tell of, on that land of those its limits rest on which is told of least. */
  readonly gaugesComplete: number;
  readonly redundancy: Redundancy;
}

/** Gauges are compared over this time. */
const COMPARED = 60 * MINUTE;
/** How long a catchment's gauges may all be silent before nobody knows whether it rains, in expected intervals. */
const SILENT_AFTER = 3;

export function basisOf(model: CatchmentModel, track: ModelTrack, evidence: CatchmentEvidence, at: Instant): Basis {
  const own = model.basins.filter((each) => model.limits.some((limit) => limit.at === each.at));
  const failureOf = ({ basin, at: part }: CatchmentModel['basins'][number]) => levelFailure(basin, evidence.level(basin.levelSensor), levelIsStuck(model, track, part), at);
  const levels = own.map((each) => ({ ...each, failure: failureOf(each) }));
  const gauges = model.catchment.gauges.map(evidence.gauge);
  const window = { after: (at - COMPARED) as Instant, until: at };
  const heard = gauges.map((gauge) => rainDepth(gauge, window)).filter(({ completeness }) => completeness >= 0.5);
  const speaks = (id: string): boolean => speaksAt(evidence.gauge(id), at);
  const everyGauge = [...new Set(model.lands.flatMap(({ catchment }) => catchment.gauges))];
  const upstreamLands = landsUpstream(model);
  const unheard = upstreamLands.filter(({ catchment }) => !catchment.gauges.some(speaks)).map(({ catchment, bears }) => ({ bears, reason: { code: 'land-unheard', name: catchment.name } as const }));
  const resting = [model.catchment, ...upstreamLands.filter(({ bears }) => bears).map(({ catchment }) => catchment)];
  const doubtful = doubtfulLevels(model, evidence, at);
  const outlets = outletRemarks(model, track, evidence, at);
  const wasHeard = (sensor: string) => latestAt(evidence.level(sensor).samples, at) !== undefined;
  const watched = model.watched.map((asset) => ({ asset, failure: watchFailure(asset, evidence, at) }));
  const failures = [...levels.flatMap(({ failure }) => failure ?? []), ...watched.flatMap(({ failure }) => failure ?? []), ...(model.catchment.gauges.some(speaks) ? [] : [{ code: 'gauges-silent' } as const]), ...unheard.filter(({ bears }) => bears).map(({ reason }) => reason)];
  const upstream = model.basins.filter((each) => !own.includes(each)).flatMap((each) => failureOf(each) ?? []);
  return {
    failures,
    remarks: [...unheard.filter(({ bears }) => !bears).map(({ reason }) => reason), ...outlets.remarks, ...upstream, ...boundRemarks(own, evidence, at), ...doubtful.map(({ basin }): Reason => ({ code: 'level-doubtful', name: basin.name })), ...neverWatched(model, evidence, at)],
    moreDoubt: new Map(doubtful.map(({ at: part, moreDoubt }) => [part, moreDoubt])),
    suspectedOutlets: outlets.suspected,
    gaugeSpread: spreadOf(heard.map(({ depth }) => depth)),
    gaugesComplete: Math.min(...resting.map(({ gauges: ids }) => completenessOf(ids.map(evidence.gauge), window))),
    redundancy: {
      rainGauges: { speaking: everyGauge.filter(speaks).length, of: everyGauge.length },
      levelSensors: { speaking: levels.filter(({ failure }) => failure === undefined).length + watched.filter(({ asset, failure }) => failure === undefined && wasHeard(asset.levelSensor)).length, of: levels.length + watched.length },
      singlePoints: [...levels.map(({ basin }) => basin.levelSensor), ...watched.filter(({ asset }) => wasHeard(asset.levelSensor)).map(({ asset }) => asset.levelSensor), ...new Set(resting.flatMap(({ gauges: ids }) => (ids.filter(speaks).length === 1 ? ids.filter(speaks) : [])))],
    },
  };
}

const speaksAt = ({ samples, interval }: RainRecord, at: Instant): boolean => at - (latestAt(samples, at)?.at ?? -Infinity) <= SILENT_AFTER * interval * SECOND;

/** Gauges that miss more than half of the time count for nothing. */
const completenessOf = (gauges: readonly RainRecord[], window: TimeWindow): number =>
  gauges.reduce((sum, gauge) => sum + enough(rainDepth(gauge, window).completeness), 0) / Math.max(1, gauges.length);
const enough = (completeness: number): number => (completeness >= 0.5 ? completeness : 0);

/** The other lands of the model, and whether their water reaches a limit whose load the model computes. */
function landsUpstream(model: CatchmentModel): readonly { readonly catchment: CatchmentModel['catchment']; readonly bears: boolean }[] {
  const { ways, overflowWays } = model.plan.columns;
  const reaches = model.plan.parts.map((_, at) => model.limits.some((limit) => limit.at === at));
  // The plan is in the order in which water runs: from its end, all that lies below a part is known.
  for (let at = reaches.length - 1; at >= 0; at -= 1) {
    for (const { first, to } of [ways, overflowWays]) for (let way = first[at]!; way < first[at + 1]!; way += 1) reaches[at] ||= reaches[to[way]!]!;
  }
  return model.lands.filter(({ catchment }) => catchment.id !== model.catchment.id).map(({ catchment, at }) => ({ catchment, bears: reaches[at]! }));
}

/** Basins whose sensor is at the end of what it sees. */
const boundRemarks = (basins: CatchmentModel['basins'], evidence: CatchmentEvidence, at: Instant): readonly Reason[] =>
  basins.flatMap(({ basin }): readonly Reason[] => {
    const { samples, staleAfter } = evidence.level(basin.levelSensor);
    const newest = latestAt(samples, at);
    if (newest?.bound === undefined || at - newest.at > staleAfter) return [];
    return [{ code: 'level-at-limit', bound: newest.bound, level: newest.value, name: basin.name }];
  });

/** Basins whose newest level counts though a check speaks against it: it may be off by as much again as a sound one (domain.md §4.4 wants a note). */
const doubtfulLevels = (model: CatchmentModel, evidence: CatchmentEvidence, at: Instant) =>
  model.basins.flatMap(({ basin, at: part }) => {
    const { samples, staleAfter } = evidence.level(basin.levelSensor);
    const newest = latestAt(samples, at);
    const store = model.plan.parts[part]!;
    if (newest?.suspect === undefined || newest.bound !== undefined || at - newest.at > staleAfter || store.kind !== 'store') return [];
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
  return { remarks, suspected };
}

/**
 * The rain-aware normal: how many m³ a basin holds beyond what rain and outlet of the last hour explain, and the band
 * within which that is no news: twice the sensor's doubt, and the doubts of area and outlet.
 */
export function unexplained(model: CatchmentModel, track: ModelTrack, part: number): { readonly excess: number; readonly band: number } {
  const store = model.plan.parts[part]!;
  const level = track.restingLevel[part]!;
  if (store.kind !== 'store' || Number.isNaN(level)) return { excess: 0, band: Infinity };
  const band = 2 * levelDoubt(store.table, level) + AREA_UNCERTAINTY * track.came[part]! + OUTLET_UNCERTAINTY * track.went[part]!;
  return { excess: track.unexplained[part]!, band };
}

/** Why the water level at a road or stream that was heard of before cannot be relied on now; undefined when it can, or was never heard. */
function watchFailure({ name, levelSensor }: CatchmentModel['watched'][number], evidence: CatchmentEvidence, at: Instant): Reason | undefined {
  const { samples, staleAfter, failed } = evidence.level(levelSensor);
  const newest = latestAt(samples, at);
  const last = newest === undefined ? {} : { level: newest.value };
  if (newest !== undefined && at - newest.at > staleAfter) return { code: 'watch-lost', name, minutesOld: Math.round((at - newest.at) / MINUTE), level: newest.value };
  if (failed !== undefined && failed.at <= at && failed.at > (newest?.at ?? -Infinity)) return { code: 'watch-failed', name, check: failed.check, ...last };
  return undefined;
}

const neverWatched = (model: CatchmentModel, evidence: CatchmentEvidence, at: Instant): readonly Reason[] =>
  model.watched
    .filter((asset) => latestAt(evidence.level(asset.levelSensor).samples, at) === undefined && watchFailure(asset, evidence, at) === undefined)
    .map((asset): Reason => ({ code: 'watch-silent', name: asset.name }));

function spreadOf(depths: readonly number[]): number {
  const mean = depths.reduce((sum, depth) => sum + depth, 0) / Math.max(1, depths.length);
  if (depths.length < 2 || mean === 0) return 0;
  return (Math.max(...depths) - Math.min(...depths)) / 2 / mean;
}
