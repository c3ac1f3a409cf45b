import type { Instant, MetresAboveDatum, Millimetres } from '@voldgrav/hydrology';

/** Rain that is expected in (from, to] over a catchment, with the range that its source gives. */
export interface RainStep {
  readonly from: Instant;
  readonly to: Instant;
  readonly mm: Millimetres;
  readonly lowMm?: Millimetres;
  readonly highMm?: Millimetres;
}

/** A nowcast or rain forecast as it was issued. Steps are in time order and do not overlap; there may be gaps between them. */
export interface RainForecast {
  readonly kind: 'rain';
  readonly source: string;
  readonly issuedAt: Instant;
  readonly catchment: string;
  readonly steps: readonly RainStep[];
}

/** A water level that is expected at an instant. */
export interface WaterLevelStep {
  readonly at: Instant;
  readonly level: MetresAboveDatum;
  readonly low?: MetresAboveDatum;
  readonly high?: MetresAboveDatum;
}

/** A water-level forecast for an asset, such as a model's for a stream or DMI's for the sea, as it was issued. */
export interface WaterLevelForecast {
  readonly kind: 'water-level';
  readonly source: string;
  readonly issuedAt: Instant;
  readonly asset: string;
  readonly steps: readonly WaterLevelStep[];
}

export type Forecast = RainForecast | WaterLevelForecast;
