import { arrivals, cubicMetres, type Instant, levelAt, millimetresFrom, MINUTE, outletFlow, shifted } from '@voldgrav/hydrology';
import { latestAt, type RainRecord, rainDepth, type Sample } from '@voldgrav/rollup';
import type { LevelDisbelief } from '../level-failure.ts';
import type { PumpCondition } from '../pump-condition.ts';
import { baseFlow, conditionOf, conditionsAt } from './catchment-conditions.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import type { CatchmentModel } from './catchment-model.ts';
import { levelDisbelief, levelIsStuck, type ModelTrack } from './model-track.ts';
import { unexplained } from './unexplained.ts';

/** What an answer was reckoned from, for an engineer who wants to reckon it again. */
export interface Workings {
  readonly lands: readonly LandWorkings[];
  readonly waters: readonly WaterWorkings[];
  /** Inlets and pipes that are a limit of the catchment: l/s that they let through, and that came to them in the last whole minute. */
  readonly conduits: readonly { readonly name: string; readonly capacity: number; readonly inflow: number }[];
  /** Roads, and streams too, by the water level at which they flood, in m above the datum. */
  readonly watched: readonly { readonly name: string; readonly sensor: string; readonly floodsAt: number; readonly level?: Sample }[];
  readonly pumps: readonly { readonly name: string; readonly sensor: string; readonly condition: PumpCondition; readonly heardAt?: Instant }[];
  readonly recipients: readonly { readonly name: string; readonly sensor: string; readonly level?: Sample }[];
}

/** A land whose water comes to the answer's limits. */
export interface LandWorkings {
  readonly name: string;
  /** Each gauge's mm in the last ten minutes and in the last hour, and the share of that hour it told of. */
  readonly gauges: readonly { readonly sensor: string; readonly mm10: number; readonly mm60: number; readonly share: number }[];
  /** mm that its surface still holds before anything runs off. */
  readonly lossLeft: number;
  /** m³ that ran off and are still to come down. */
  readonly onItsWay: number;
  /** mm in the soil, and what it holds; absent in a town. */
  readonly soil?: { readonly mm: number; readonly capacity: number };
}

/** A basin, or a stream that holds water. */
export interface WaterWorkings {
  readonly name: string;
  readonly kind: 'basin' | 'stream';
  readonly sensor: string;
  /** Its newest word by then. */
  readonly level?: Sample;
  readonly disbelief?: LevelDisbelief;
  /** m³ by the model as measurements have corrected it; up to the crest or bank; and give or take, Infinity where no level was ever heard. */
  readonly volume: number;
  readonly capacity: number;
  readonly doubt: number;
  /** m³ that measurements of the last hour moved the model by: more than the rain explains, or less. */
  readonly unexplained: number;
  /** l/s that a basin's outlet gives now; of a stream what flows beside the rain. */
  readonly flow: number;
}

/** Where the water of a catchment's model is at `now`, and what the sensors said that put it there. */
export function workingsOf(model: CatchmentModel, track: ModelTrack, evidence: CatchmentEvidence, now: Instant): Workings {
  const newest = (sensor: string): { readonly level?: Sample } => {
    const level = latestAt(evidence.level(sensor).samples, now);
    return level === undefined ? {} : { level };
  };
  const conditions = conditionsAt(model, evidence, now);
  const base = baseFlow(model, track, evidence, now);
  const common = (at: number, sensor: string) => ({ sensor, ...newest(sensor), volume: track.drainage.volume[at]!, doubt: track.doubt[at]!, unexplained: unexplained(model, track, at).excess });
  return {
    lands: model.lands.map(({ catchment, at }) => ({
      name: catchment.name,
      gauges: catchment.gauges.map((sensor) => ({ sensor, ...caught(evidence.gauge(sensor), now) })),
      lossLeft: track.drainage.surface[at]!,
      onItsWay: arrivals(track.drainage, at).reduce((sum, each) => sum + each, track.drainage.volume[at]!),
      ...(catchment.soil === undefined ? {} : { soil: { mm: track.drainage.soil[at]!, capacity: catchment.soil.capacity } }),
    })),
    waters: [
      ...model.basins.map(({ basin, at }): WaterWorkings => {
        const disbelief = levelDisbelief(model, track, at);
        const law = basin.outletLaw ?? { kind: 'constant', flow: basin.outlet };
        const level = levelAt(basin.storage, cubicMetres(track.drainage.volume[at]!));
        const isPumping = law.kind !== 'pump' || track.drainage.pumping[at] === 1;
        const recipient = conditions.recipient[at]!;
        const flow = track.drainage.volume[at] === 0 || !isPumping ? 0 : conditions.outletShare[at]! * outletFlow(law, level, Number.isNaN(recipient) ? undefined : recipient);
        return { name: basin.name, kind: 'basin', ...common(at, basin.levelSensor), ...(disbelief === undefined ? {} : { disbelief }), capacity: capacityOf(model, at), flow };
      }),
      ...model.streams.filter(({ at }) => model.gauged.some((water) => water.at === at)).map(({ stream, at }): WaterWorkings => ({
        name: stream.name, kind: 'stream', ...common(at, stream.levelSensor), ...(levelIsStuck(model, track, at) ? { disbelief: 'stuck' } : {}), capacity: capacityOf(model, at), flow: base[at]!,
      })),
    ],
    conduits: model.limits.flatMap(({ asset, at }) => (asset.kind === 'inlet' || asset.kind === 'pipe' ? [{ name: asset.name, capacity: asset.capacity, inflow: track.inflow[at]! }] : [])),
    watched: model.watched.map((asset) => ({ name: asset.name, sensor: asset.levelSensor, floodsAt: asset.kind === 'road' ? asset.floodsAt : asset.kind === 'stream' ? asset.bankLevel : Infinity, ...newest(asset.levelSensor) })),
    pumps: model.pumps.flatMap((each) => {
      const { name, stateSensor } = each.pump;
      if (stateSensor === undefined) return [];
      const heardAt = latestAt(evidence.pump(stateSensor).samples, now)?.at;
      return [{ name, sensor: stateSensor, condition: conditionOf(model, each, evidence, now), ...(heardAt === undefined ? {} : { heardAt }) }];
    }),
    recipients: [...new Map(model.recipients.filter(({ asset }) => asset.kind === 'sea').map(({ asset }) => [asset.id, { name: asset.name, sensor: asset.levelSensor, ...newest(asset.levelSensor) }])).values()],
  };
}

const capacityOf = ({ gauged }: CatchmentModel, part: number): number => gauged.find(({ at }) => at === part)!.capacity;

function caught(gauge: RainRecord, now: Instant) {
  const over = (minutes: number) => rainDepth(gauge, { after: shifted(now, -minutes * MINUTE), until: now });
  const hour = over(60);
  return { mm10: millimetresFrom(over(10).depth), mm60: millimetresFrom(hour.depth), share: hour.completeness };
}
