export type { Asset, Basin, Conduit, Pump, RatingPoint, Road, Sea, Stream } from './asset.ts';
export type { NetworkLink } from './network-link.ts';
export { type Catchment, reducedArea } from './catchment.ts';
export { boxRain } from './design-rain/box-rain.ts';
export { climateFactor, returnPeriodInClimate } from './design-rain/climate-factor.ts';
export { chicagoStorm, designStorm, type DesignStormShape, type StormFromIdf } from './design-rain/design-storm.ts';
export { type CorrectedDepth, correctedDepth, fixedIntervalFactor } from './design-rain/fixed-interval.ts';
export { annualReturnPeriod, gevIdf, type GevParameters } from './design-rain/gev-idf.ts';
export { covers, type Idf, returnPeriodWhereCovered } from './design-rain/idf.ts';
export { indicativeDepth, indicativeIdf, indicativeReturnPeriod, isIndicative } from './design-rain/indicative-idf.ts';
export { returnPeriodAtDuration, returnPeriodNote, returnPeriodText } from './design-rain/return-period-text.ts';
export { type IdfTable, tableIdf } from './design-rain/table-idf.ts';
export { depthFromPressure, type WaterColumn } from './depth-from-pressure.ts';
export { distanceFromEcho, levelFromDistance } from './level-from-distance.ts';
export { DAY, HOUR, type Instant, instant, instantFromIso, isoOf, MINUTE, SECOND, shifted } from './instant.ts';
export { type InitialLoss, lossAfterStep } from './initial-loss.ts';
export { isDown, isFaultSignal, levelFrom, type LevelForm } from './level-form.ts';
export { type LevelSurvey, surveyAt } from './level-survey.ts';
export { loopCurrentFault, valueFromCurrent } from './value-from-current.ts';
export { storageOfShape, type StorageShape } from './drainage/storage-shape.ts';
export { M3_PER_LPS_MINUTE } from './drainage/store-step.ts';
export { outletFlow, type OutletLaw } from './drainage/outlet-law.ts';
export type { Soil } from './drainage/soil.ts';
export { type SoilMoisture, soilMoistures } from './drainage/soil-memory.ts';
export type { DrainagePart, LandPart, StorePart } from './drainage/drainage-part.ts';
export { type DrainageLink, drainagePlan, type DrainagePlan } from './drainage/drainage-plan.ts';
export { addUnderway, multiplyUnderway } from './drainage/added-water.ts';
export { arrivals, arrivingWithin, copyOf, type DrainageState, dryState, emptyState, overwrite, storedWater } from './drainage/drainage-state.ts';
export { type DrainageConditions, type DrainageFlows, drainStep, noFlows, usualConditions } from './drainage/drainage-step.ts';
export { type Projection, ProjectionColumns } from './drainage/projection-columns.ts';
export { ProjectionSpace } from './drainage/projection-space.ts';
export { levelOfVolume, type StorageTable, storageTable, volumeOfLevel } from './drainage/storage-table.ts';
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
