import { type DegreesCelsius, type Metres, metres, type MetresAboveDatum, metresAboveDatum, type Seconds } from './units.ts';

/** Water level under a sensor that looks down and says how far it is to the water (domain.md §3.2). */
export const levelFromDistance = (sensorLevel: MetresAboveDatum, distance: Metres): MetresAboveDatum => metresAboveDatum(sensorLevel - distance);

/** Distance from the travel time of an ultrasonic echo there and back; sound is faster in warm air, 0.18 % a degree. */
export function distanceFromEcho(travelTime: Seconds, air: DegreesCelsius): Metres {
  const metresPerSecond = 331.3 + 0.606 * air;
  return metres((metresPerSecond * travelTime) / 2);
}
