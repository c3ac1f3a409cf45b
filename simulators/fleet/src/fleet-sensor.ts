import type { Quantity, Sensor } from '@voldgrav/reading';

/** An instrument as the fleet knows it: what it sends and between which values. */
export interface FleetSensor {
  readonly id: string;
  readonly quantity: Quantity;
  readonly low: number;
  readonly high: number;
}

/**
 * The fleet repeats one neighbourhood: four rain gauges over a catchment, the water level of its basin, and fifteen more
 * levels in wells and streams that no rule watches.
 */
export const NEIGHBOURHOOD = { gauges: 4, sensors: 20 } as const;

/** More rain than this in one message is not plausible: the Danish record is 5.4 mm in a minute. */
export const MOST_RAIN_MM = 6;
export const LEVELS = { low: 1, high: 2 } as const;

/** `fleet-00001` and on: the sensors of a town that `fleetTown` has made for as many. */
export function fleetSensors(count: number): readonly FleetSensor[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `fleet-${String(index + 1).padStart(5, '0')}`;
    const isGauge = index % NEIGHBOURHOOD.sensors < NEIGHBOURHOOD.gauges;
    return isGauge ? { id, quantity: 'rain_mm', low: 0, high: MOST_RAIN_MM } : { id, quantity: 'level_m', ...LEVELS };
  });
}

/** A town's own sensors as a fleet, each within what it can plausibly say. */
export const asFleet = (sensors: readonly Sensor[]): readonly FleetSensor[] =>
  sensors.map(({ id, quantity, plausible }) => ({ id, quantity, low: plausible.min, high: plausible.max }));
