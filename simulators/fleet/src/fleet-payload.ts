import type { FleetSensor } from './fleet-sensor.ts';

/** How long a payload is; what a sensor has not to say is white space, as JSON allows. */
export const PAYLOAD_BYTES = 200;

/** What a tipping bucket gives at once. */
const TIP_MM = 0.2;
const SHARE_OF_TIPS = 0.05;
const SHARE_WITH_BATTERY = 0.1;
export const BATTERY_V = 3.61;
const TIDE_MS = 43_200_000;
const RIPPLE_M = 0.01;

/** One message in the form `sensors/<id>/json` of `atMs` UTC: the sensor's quantity, and its battery in every tenth on average. */
export function fleetPayload(sensor: FleetSensor, atMs: number, dice: () => number): string {
  const { value, battery } = fleetValues(sensor, atMs, dice);
  const said = `{"time":"${new Date(atMs).toISOString()}","${sensor.quantity}":${value}${battery === undefined ? '' : `,"battery_v":${battery}`}`;
  return `${said.padEnd(PAYLOAD_BYTES - 1)}}`;
}

/** What a sensor says next, whatever its language. */
export function fleetValues(sensor: FleetSensor, atMs: number, dice: () => number): { readonly value: number; readonly battery: number | undefined } {
  const value = valueOf(sensor, atMs, dice());
  return { value, battery: dice() < SHARE_WITH_BATTERY ? BATTERY_V : undefined };
}

/** Mostly dry, pumps half of the time on, water that rises and falls like a tide in the middle third of what is plausible, with a ripple. */
function valueOf({ quantity, low, high }: FleetSensor, atMs: number, thrown: number): number {
  if (quantity === 'rain_mm') return thrown < SHARE_OF_TIPS ? TIP_MM : 0;
  if (quantity === 'pump_on' || quantity === 'gate_open') return thrown < 0.5 ? 0 : 1;
  const tide = Math.sin((2 * Math.PI * atMs) / TIDE_MS) * ((high - low) / 6 - RIPPLE_M);
  return Math.round(((low + high) / 2 + tide + (2 * thrown - 1) * RIPPLE_M) * 1000) / 1000;
}
