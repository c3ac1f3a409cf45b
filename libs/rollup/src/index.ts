export { catchmentRain, meanRain, rainCompleteness } from './catchment-rain.ts';
export { counterStep, type CounterStep } from './counter-step.ts';
export { type LandRain, landRain, type UnplacedRain, unplacedRain } from './land-rain.ts';
export { type RainPiece, rainPieces } from './rain-pieces.ts';
export { coveredFrom, LONGEST_COVER, type RainDepth, rainDepth, type RainRecord } from './rain-depth.ts';
export { INSURERS, isMet, KRAFTIG_REGN, KRAFTIG_REGN_24_H, meetsNow, type RainCriterion, type RainVerdict, SKYBRUD, verdictOf } from './rain/rain-criterion.ts';
export { type AnnualMaximum, annualMaxima, type RainMaximum, rainMaximum } from './rain/rain-maxima.ts';
export { filledBy, isUnbroken, type RainSeries, rainSeries, wetAfterGaps } from './rain/rain-series.ts';
export { type GapSum, minuteOf, type MinuteOfRain, RainWindows, WINDOW_DURATIONS } from './rain/rain-windows.ts';
export {
  type CountEntered,
  type CountingGauge,
  enterCount,
  type IntervalRain,
  rainBetween,
  rainFromCounts,
} from './rain-from-counter.ts';
export {
  CHART_RESOLUTIONS,
  keptResolution,
  onGrid,
  resolutionFor,
  ROLLUP_RESOLUTIONS,
  type RollupResolution,
  windowEnd,
} from './resolution.ts';
export { type Rollable, rollUp, rollUpFurther, type Rollup } from './rollup.ts';
export { SampleColumns } from './sample-columns.ts';
export type { Arrival, Sample } from './sample.ts';
export { countUntil, enterSample, latestAt, newestTime, sampleAt, type Samples, samplesIn, sinceAt, timeAt } from './samples.ts';
export { comparedWith, KNOWN_STORMS, type KnownStorm, type StormComparison } from './storm/known-storms.ts';
export { criticalMaximum, type RankedMaximum } from './storm/critical-maximum.ts';
export { type Storm, stormEnd, stormId, stormWithRain } from './storm/storm.ts';
export { type StormPhase, stormPhase } from './storm/storm-phase.ts';
export { type Calibration, type MinuteDepth, tipIntensity, tipRain } from './tip-rain.ts';
export { antecedentPrecipitation, WETNESS_KEPT } from './slow/antecedent-precipitation.ts';
export { dailyBase, dailyRain, type DailyValue } from './slow/daily-value.ts';
export { catchShares, levelDrift } from './slow/sensor-drift.ts';
export { storageLoss, type StorageLoss } from './slow/storage-loss.ts';
export { theilSen, type Trend } from './slow/theil-sen.ts';
