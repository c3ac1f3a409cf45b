import {
  type Asset, type Basin, type Catchment, type Conduit, cubicMetres, hectares, instant, litresPerSecond, metresAboveDatum, micrometresFrom, MINUTE,
  millimetres, minutes, type NetworkLink, indicativeIdf, seconds, shifted, years,
} from '@voldgrav/hydrology';
import type { Sample } from '@voldgrav/rollup';
import type { CatchmentEvidence, ForecastStep } from './catchment-evidence.ts';
import type { DrainedTown } from './catchment-model.ts';

/** For specs: the worked example of domain.md §4.2, 4.86 reduced hectares and 1800 m³ on 1200 m² above 0.60 m. */
export const NOON = instant(Date.UTC(2026, 7, 26, 12));

const organisation = 'utility';
export const land = (id: string, changes: Partial<Catchment> = {}): Catchment => ({
  id, name: id, kind: 'urban', area: hectares(12), imperviousShare: 0.45, reductionFactor: 0.9, initialLoss: millimetres(0.6), initialLossRecovery: minutes(720),
  timeOfConcentration: minutes(10), gauges: [`r-${id}`], organisation, ring: [], ...changes,
});
export const basin = (id: string, catchment: string, changes: Partial<Basin> & { readonly capacity?: number } = {}): Basin => {
  const { capacity = 1800, ...rest } = changes;
  const top = metresAboveDatum(0.6 + capacity / 1200);
  return {
    kind: 'basin', id, name: id, position: [11, 56], organisation, catchment, crest: top, outlet: litresPerSecond(10), levelSensor: `l-${id}`,
    storage: [{ level: metresAboveDatum(0.6), volume: cubicMetres(0) }, { level: top, volume: cubicMetres(capacity) }], designReturnPeriod: years(5), designClimateFactor: 1, ...rest,
  };
};
export const inlet = (id: string, catchment: string, capacity: number): Conduit => ({
  kind: 'inlet', id, name: id, position: [11, 56], organisation, catchment, capacity: litresPerSecond(capacity), floods: 'road',
});
export const drained = (catchments: readonly Catchment[], assets: readonly Asset[], network: readonly NetworkLink[]): DrainedTown => ({ catchments, assets, network });

/** One series: pairs of minutes from `NOON` and values. */
export const series = (...said: readonly (readonly [minute: number, value: number])[]): readonly Sample[] => said.map(([minute, value]) => ({ at: shifted(NOON, minute * MINUTE), value }));
/** The same value every `every` minutes over [from, to]. */
export const steady = (from: number, to: number, value: number, every = 1): readonly Sample[] =>
  Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, index) => ({ at: shifted(NOON, (from + index * every) * MINUTE), value }));

/** Gauges speak of mm once a minute; level sensors and pumps are good for 90 s. */
export function evidenceOf(said: {
  readonly rain?: Readonly<Record<string, readonly Sample[]>>;
  readonly levels?: Readonly<Record<string, readonly Sample[]>>;
  readonly pumps?: Readonly<Record<string, readonly Sample[]>>;
  readonly forecast?: readonly ForecastStep[];
  /** As `forecast`, of several sources. */
  readonly forecasts?: readonly (readonly ForecastStep[])[];
}): CatchmentEvidence {
  const heard = (samples: readonly Sample[] | undefined) => ({ samples: samples ?? [], staleAfter: 90_000 });
  return {
    gauge: (id) => ({ interval: seconds(60), samples: (said.rain?.[id] ?? []).map(({ value, ...sample }) => ({ ...sample, value: micrometresFrom(value) })) }),
    level: (id) => heard(said.levels?.[id]),
    pump: (id) => heard(said.pumps?.[id]),
    forecasts: said.forecasts ?? (said.forecast === undefined ? null : [said.forecast]),
    idf: indicativeIdf,
  };
}
