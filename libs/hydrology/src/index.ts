export type { Asset, Basin, Pump, Road, Sea, Stream } from './asset.ts';
export { type Catchment, reducedArea } from './catchment.ts';
export { designStorm, type DesignStormShape } from './design-storm.ts';
export { indicativeDepth, indicativeReturnPeriod, returnPeriodText } from './indicative-idf.ts';
export { DAY, HOUR, type Instant, instant, instantFromIso, isoOf, MINUTE, SECOND, shifted } from './instant.ts';
export { type InitialLoss, lossAfterStep, remainingLoss } from './initial-loss.ts';
export { metresFrom, type Position, type Ring } from './position.ts';
export { levelAt, type StorageCurve, type StoragePoint, volumeAt } from './storage-curve.ts';
export { isWithin, type TimeWindow, windowEndingAt } from './time-window.ts';
export {
  type CubicMetres,
  cubicMetres,
  type Hectares,
  hectares,
  type LitresPerSecond,
  litresPerSecond,
  type MetresAboveDatum,
  metresAboveDatum,
  type Micrometres,
  micrometresFrom,
  type Millimetres,
  millimetres,
  millimetresFrom,
  type Minutes,
  minutes,
  type ReducedHectares,
  reducedHectares,
  type Seconds,
  seconds,
  type Years,
  years,
} from './units.ts';
