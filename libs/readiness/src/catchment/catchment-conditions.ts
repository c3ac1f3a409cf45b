import { type DrainageConditions, type Instant, usualConditions } from '@voldgrav/hydrology';
import { latestAt } from '@voldgrav/rollup';
import { freshValue } from '../heard.ts';
import { type PumpCondition, pumpCondition } from '../pump-condition.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import { type CatchmentModel, flowAt } from './catchment-model.ts';
import { levelIsStuck, type ModelTrack } from './model-track.ts';

/** As `pumpCondition`, of a pump in the model; one without a state sensor is taken to work. */
export function conditionOf(model: CatchmentModel, { pump, from }: CatchmentModel['pumps'][number], evidence: CatchmentEvidence, at: Instant): PumpCondition {
  if (pump.stateSensor === undefined) return 'works';
  const basin = model.basins.find((each) => each.at === from)?.basin;
  return pumpCondition(basin, { state: evidence.pump(pump.stateSensor), level: basin === undefined ? undefined : evidence.level(basin.levelSensor) }, at);
}

/** As `conditionOf`, but a pump that has fallen silent is as it was at its last word: silence starts no pump. Unheard where it never spoke. */
export function lastConditionOf(model: CatchmentModel, each: CatchmentModel['pumps'][number], evidence: CatchmentEvidence, at: Instant): PumpCondition {
  const condition = conditionOf(model, each, evidence, at);
  if (condition !== 'unheard' || each.pump.stateSensor === undefined) return condition;
  const last = latestAt(evidence.pump(each.pump.stateSensor).samples, at);
  return last === undefined ? 'unheard' : conditionOf(model, each, evidence, last.at);
}

/** Whether the sea stands so high that a basin's own outlet is shut. */
export const isShut = (recipient: CatchmentModel['recipients'][number]['asset'], level: number | undefined): boolean =>
  recipient.kind === 'sea' && level !== undefined && level >= recipient.closesOutletsAt;

/**
 * Outlets, recipients and dry-weather flow as the sensors tell of them at `at`, or last told: a sensor's silence opens nothing. Base flow of streams is told by `baseFlow`.
 * Not to be changed: where no sensor tells of an outlet, all months of a model share their columns.
 */
export function conditionsAt(model: CatchmentModel, evidence: CatchmentEvidence, at: Instant): DrainageConditions {
  const month = new Date(at).getUTCMonth();
  if (model.recipients.length === 0 && model.pumps.length === 0) return unheardConditions(model, month);
  const conditions = dryConditions(model, month);
  for (const { from, asset } of model.recipients) {
    const level = latestAt(evidence.level(asset.levelSensor).samples, at)?.value;
    if (level !== undefined) conditions.recipient[from] = level;
    if (isShut(asset, level)) conditions.outletShare[from] = 0;
  }
  for (const [from, share] of pumpShares(model, evidence, at)) conditions.outletShare[from] = share;
  return conditions;
}

const unheard = new WeakMap<CatchmentModel, DrainageConditions>();

/** The conditions of a model that no sensor tells of, made once for each month that is asked about. */
function unheardConditions(model: CatchmentModel, month: number): DrainageConditions {
  const known = unheard.get(model);
  if (known?.month === month) return known;
  const conditions = known === undefined ? dryConditions(model, month) : { ...known, month };
  unheard.set(model, conditions);
  return conditions;
}

function dryConditions(model: CatchmentModel, month: number): DrainageConditions {
  const conditions = usualConditions(model.plan, month);
  for (const { catchment, at: part } of model.lands) conditions.dryFlow[part] = catchment.dryWeatherFlow ?? 0;
  return conditions;
}

/** Share of the pumps' capacity that has not stopped, by the part they empty. */
function pumpShares(model: CatchmentModel, evidence: CatchmentEvidence, at: Instant): ReadonlyMap<number, number> {
  const capacity = new Map<number, { all: number; works: number }>();
  for (const each of model.pumps) {
    const sum = capacity.get(each.from) ?? { all: 0, works: 0 };
    sum.all += each.pump.capacity;
    if (lastConditionOf(model, each, evidence, at) !== 'stopped') sum.works += each.pump.capacity;
    capacity.set(each.from, sum);
  }
  return new Map([...capacity].map(([from, { all, works }]) => [from, works / all]));
}

/**
 * What flows in each rated stream beyond what the model brings to it, in l/s: its base flow, or a release from upstream; of one that is silent or stuck,
 * as when it was last heard. Never less than 0: a stream that is lower than the model holds less (see `trackOn`), but the rain still to come is not taken off.
 */
export function baseFlow(model: CatchmentModel, track: ModelTrack, evidence: CatchmentEvidence, at: Instant): Float64Array {
  const base = new Float64Array(model.plan.parts.length);
  for (const { stream, at: part } of model.streams) {
    const level = levelIsStuck(model, track, part) ? undefined : freshValue(evidence.level(stream.levelSensor), at);
    const flow = level === undefined ? undefined : flowAt(stream, level);
    base[part] = flow === undefined ? track.base[part]! : Math.max(0, flow - track.inflow[part]!);
  }
  return base;
}
