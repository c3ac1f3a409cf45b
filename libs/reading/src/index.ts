export type { MaintenanceWindow } from './maintenance-window.ts';
export { isQuantity, QUANTITIES, type Quantity, unitOf } from './quantity.ts';
export type { Reading } from './reading.ts';
export type { PlausibleRange, Sensor } from './sensor.ts';
export type { SensorMessage } from './sensor-message.ts';
export type { RefusalReason, Undecodable, UndecodableReason } from './undecodable.ts';
