export type { Counter } from './counter.ts';
export type { LevelSource } from './level-source.ts';
export type { MaintenanceWindow } from './maintenance-window.ts';
export { isQuantity, QUANTITIES, type Quantity, unitOf } from './quantity.ts';
export type { Reading } from './reading.ts';
export { type PlausibleRange, reckonedQuantity, type Sensor } from './sensor.ts';
export type { Limits, SeriesChecks } from './series-checks.ts';
export type { SensorMessage } from './sensor-message.ts';
export type { RefusalReason, Undecodable, UndecodableReason } from './undecodable.ts';
