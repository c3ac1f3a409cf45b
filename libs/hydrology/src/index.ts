export type { Asset, Basin, Pump, Road, Sea, Stream } from './asset.ts';
export { type Catchment, reducedArea } from './catchment.ts';
export { designStorm, type DesignStormShape } from './design-storm.ts';
export { indicativeDepth, indicativeReturnPeriod, returnPeriodText } from './indicative-idf.ts';
export { depthFromPressure, type WaterColumn } from './depth-from-pressure.ts';
export { distanceFromEcho, levelFromDistance } from './level-from-distance.ts';
export { DAY, HOUR, type Instant, instant, instantFromIso, isoOf, MINUTE, SECOND, shifted } from './instant.ts';
export { type InitialLoss, lossAfterStep, remainingLoss } from './initial-loss.ts';
export { type LevelSurvey, surveyAt } from './level-survey.ts';
export { loopCurrentFault, valueFromCurrent } from './value-from-current.ts';
export { distanceBetween, metresFrom, type Position, type Ring } from './position.ts';
export { levelAt, type StorageCurve, type StoragePoint, volumeAt } from './storage-curve.ts';
export { isWithin, type TimeWindow, windowEndingAt } from './time-window.ts';
export {
  type CubicMetres,
  cubicMetres,
  type DegreesCelsius,
  degreesCelsius,
  type Hectares,
  hectares,
  type Hectopascals,
  hectopascals,
  type LitresPerSecond,
  litresPerSecond,
  type Metres,
  metres,
  type MetresAboveDatum,
  metresAboveDatum,
  type Micrometres,
  micrometresFrom,
  type Milliamperes,
  milliamperes,
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
