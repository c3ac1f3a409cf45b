import { type Asset, HOUR, type Instant, instant, isoOf, shifted } from '@voldgrav/hydrology';
import type { TownIndex } from '@voldgrav/pipeline';
import { FITTED_FOR, FITTED_TO, fitTransfer, forecastTransfer, type HourlyHistory, hourlyHistory, type OwnForecastStep, type TransferModel } from '@voldgrav/readiness';
import type { ComingGiven } from '@voldgrav/wire';
import type { LongMemory } from './long-memory.ts';

const LONGEST_LEAD = 6;

interface Fitted {
  readonly at: Instant;
  /** Undefined where the history is too short yet. */
  readonly model: TransferModel | undefined;
}

/**
 * Our own water-level forecasts, 1 to 6 h ahead, for basins and streams that nobody else forecasts: a regression on the place's own
 * rain and level, fitted anew each day. Where it did not beat the newest level on held-back history it gives that, and says so.
 */
export class OwnForecasts {
  private readonly index: TownIndex;
  private readonly memory: LongMemory;
  private readonly fitted = new Map<string, Fitted>();

  constructor(index: TownIndex, memory: LongMemory) {
    this.index = index;
    this.memory = memory;
  }

  /** One forecast for each place that has history enough and spoke in the last hour. `isForecast` tells where others do better. */
  make(now: Instant, isForecast: (asset: string) => boolean): readonly ComingGiven[] {
    return this.index.town.assets.filter(({ id, kind }) => (kind === 'basin' || kind === 'stream') && !isForecast(id)).flatMap((asset) => this.of(asset, now) ?? []);
  }

  private of(asset: Asset, now: Instant): ComingGiven | undefined {
    const history = this.historyOf(asset, now);
    const before = this.fitted.get(asset.id);
    const fitted = before !== undefined && now - before.at < FITTED_FOR ? before : { at: now, model: fitTransfer(history, LONGEST_LEAD) };
    this.fitted.set(asset.id, fitted);
    const newest = history.values.length - 1;
    const steps = fitted.model && forecastTransfer(fitted.model, history, newest);
    if (steps === undefined) return undefined;
    const issuedAt = shifted(history.from, newest * HOUR);
    return { kind: 'forecast', body: { source: sourceOf(steps), issuedAt: isoOf(issuedAt), asset: asset.id, steps: steps.map((step) => toBody(step, issuedAt)) } };
  }

  private historyOf(asset: Asset, now: Instant): HourlyHistory {
    const lastHour = instant(Math.floor(now / HOUR) * HOUR);
    const sensor = this.index.levelSensorOf(asset.id);
    return hourlyHistory({ from: shifted(lastHour, -FITTED_TO), to: lastHour }, sensor === undefined ? [] : this.memory.hourly(sensor.id), this.meanRain(asset));
  }

  /** The gauges of its catchment, or all of the town's where it lies in none. */
  private meanRain(asset: Asset) {
    const catchment = this.index.catchmentIdOf(asset.id);
    const gauges = this.index.town.catchments.find(({ id }) => id === catchment)?.gauges ?? this.index.gauges.map(({ id }) => id);
    const hours = new Map<Instant, { sum: number; count: number }>();
    for (const { at, value } of gauges.flatMap((gauge) => this.memory.hourly(gauge))) {
      const hour = hours.get(at) ?? { sum: 0, count: 0 };
      hours.set(at, { sum: hour.sum + value, count: hour.count + 1 });
    }
    return [...hours].map(([at, { sum, count }]) => ({ at, value: sum / count }));
  }
}

/** Which hours are no better than the newest level is part of the name under which it is shown. */
function sourceOf(steps: readonly OwnForecastStep[]): string {
  const stays = steps.filter(({ method }) => method === 'persistence').map(({ lead }) => lead);
  if (stays.length === 0) return 'Voldgrav, egen prognose';
  return `Voldgrav, egen prognose (uændret vandstand ved ${stays.join(', ')} t)`;
}

const toBody = ({ lead, value, low, high }: OwnForecastStep, issuedAt: Instant) => ({
  at: isoOf(shifted(issuedAt, lead * HOUR)),
  levelM: toMillimetre(value),
  lowM: toMillimetre(Math.min(low, value)),
  highM: toMillimetre(Math.max(high, value)),
});

const toMillimetre = (metres: number): number => Number(metres.toFixed(3));
