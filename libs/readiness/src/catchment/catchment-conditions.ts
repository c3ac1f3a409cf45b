import { type DrainageConditions, type Instant, type Pump, usualConditions } from '@voldgrav/hydrology';
import { latestAt } from '@voldgrav/rollup';
import type { CatchmentEvidence, Heard } from './catchment-evidence.ts';
import { type CatchmentModel, flowAt } from './catchment-model.ts';

/** The newest value of a sensor that still speaks for `at`; undefined when there is none. */
export function freshValue({ samples, staleAfter }: Heard, at: Instant): number | undefined {
  const newest = latestAt(samples, at);
  return newest !== undefined && at - newest.at <= staleAfter ? newest.value : undefined;
}

/** How a pump is, as far as its state and the water before it tell. */
export type PumpCondition = 'works' | 'stopped' | 'unheard';

/**
 * A pump that says it stands still has stopped only if there is water that it should be pumping: at or above its start
 * level, or anywhere above the bottom where no start level is given. A pump without a state sensor is taken to work.
 */
export function pumpCondition(model: CatchmentModel, pump: Pump, from: number, evidence: CatchmentEvidence, at: Instant): PumpCondition {
  if (pump.stateSensor === undefined) return 'works';
  const running = freshValue(evidence.pump(pump.stateSensor), at);
  if (running === undefined) return 'unheard';
  if (running > 0) return 'works';
  const part = model.plan.parts[from]!;
  const sensor = model.basins.find((each) => each.at === from)?.basin.levelSensor;
  const level = sensor === undefined ? undefined : latestAt(evidence.level(sensor).samples, at)?.value;
  if (part.kind !== 'store' || level === undefined) return 'works';
  const starts = part.law.kind === 'pump' ? part.law.startsAt : part.table.levels[0]!;
  return level > starts + START_MARGIN ? 'stopped' : 'works';
}

/** Metres above its start level at which a pump must have started: what two good sensors may differ by. */
const START_MARGIN = 0.05;

/** Whether the sea stands so high that a basin's own outlet is shut. */
const isShut = (recipient: CatchmentModel['recipients'][number]['asset'], level: number | undefined): boolean =>
  recipient.kind === 'sea' && level !== undefined && level >= recipient.closesOutletsAt;

/** Outlets, recipients and dry-weather flow as the sensors tell of them at `at`. Base flow of streams is told by `baseFlow`. */
export function conditionsAt(model: CatchmentModel, evidence: CatchmentEvidence, at: Instant): DrainageConditions {
  const conditions = usualConditions(model.plan, new Date(at).getUTCMonth());
  for (const { from, asset } of model.recipients) {
    const level = freshValue(evidence.level(asset.levelSensor), at);
    if (level !== undefined) conditions.recipient[from] = level;
    if (isShut(asset, level)) conditions.outletShare[from] = 0;
  }
  for (const [from, share] of pumpShares(model, evidence, at)) conditions.outletShare[from] = share;
  for (const { catchment, at: part } of model.lands) conditions.dryFlow[part] = catchment.dryWeatherFlow ?? 0;
  return conditions;
}

/** Share of the pumps' capacity that has not stopped, by the part they empty. */
function pumpShares(model: CatchmentModel, evidence: CatchmentEvidence, at: Instant): ReadonlyMap<number, number> {
  const capacity = new Map<number, { all: number; works: number }>();
  for (const { pump, from } of model.pumps) {
    const sum = capacity.get(from) ?? { all: 0, works: 0 };
    sum.all += pump.capacity;
    if (pumpCondition(model, pump, from, evidence, at) !== 'stopped') sum.works += pump.capacity;
    capacity.set(from, sum);
  }
  return new Map([...capacity].map(([from, { all, works }]) => [from, works / all]));
}

/** What flows in each rated stream beyond what the model brings to it, in l/s: its base flow, or a release from upstream. */
export function baseFlow(model: CatchmentModel, inflow: Float64Array, evidence: CatchmentEvidence, at: Instant): Float64Array {
  const base = new Float64Array(model.plan.parts.length);
  for (const { stream, at: part } of model.streams) {
    const level = freshValue(evidence.level(stream.levelSensor), at);
    const flow = level === undefined ? undefined : flowAt(stream, level);
    if (flow !== undefined) base[part] = Math.max(0, flow - inflow[part]!);
  }
  return base;
}
