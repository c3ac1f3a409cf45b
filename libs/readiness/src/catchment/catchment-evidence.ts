import type { Basin, Idf, Instant, TimeWindow } from '@voldgrav/hydrology';
import type { RainRecord } from '@voldgrav/rollup';
import type { WaterLevelForecast } from '../coming/rain-forecast.ts';
import type { Heard } from '../heard.ts';
import type { LevelHeard } from '../level-failure.ts';
import type { HeldVolume } from './held-volume.ts';

/** One step of a rain forecast over a catchment. */
export interface ForecastStep {
  readonly from: Instant;
  readonly to: Instant;
  readonly mm: number;
  readonly lowMm?: number;
  readonly highMm?: number;
}

/** What the sensors and others have said of a catchment, all that lies upstream of it and what it runs out into. */
export interface CatchmentEvidence {
  readonly gauge: (id: string) => RainRecord;
  /** mm over a catchment in the minute that ends at a moment, as `landRain` of its gauges has it, for who remembers that; undefined where it is not remembered. */
  readonly minuteRain?: (catchment: string, end: Instant) => number | undefined;
  readonly level: (sensor: string) => LevelHeard;
  readonly pump: (sensor: string) => Heard;
  /** When in a window people let water out of a basin with pumps of their own, or were at its sensor: its level may come down by any amount then. */
  readonly letOut?: (basin: Basin, window: TimeWindow) => readonly TimeWindow[];
  /** What is known of a basin whose level had not been believed since before `after`: the first of that by `until`. Undefined where it was, or nobody remembers. */
  readonly held?: (basin: string, window: TimeWindow) => HeldVolume | undefined;
  /** mm in the soil of a rural catchment at a moment of the past; undefined where that is not remembered. */
  readonly soil?: (catchment: string, at: Instant) => number | undefined;
  /** When a step of a playbook was begun that is under way; undefined while it is not. */
  readonly begunAt?: (action: string, step: string) => Instant | undefined;
  /** Whether another step than this one has a resource in use. */
  readonly isInUse?: (resource: string, action: string, step: string) => boolean;
  /** What each source says is coming, in any order. No forecast is null, never an empty rain. */
  readonly forecasts: readonly (readonly ForecastStep[])[] | null;
  /** The newest forecast of an asset's water level that reaches beyond `at`, of those issued by then. */
  readonly levelForecast?: (asset: string, at: Instant) => WaterLevelForecast | undefined;
  /** How rare rain is in this town, in today's climate. */
  readonly idf: Idf;
}
