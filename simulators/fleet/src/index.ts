export { brokerAddress, type BrokerAddress } from './broker-address.ts';
export { FLEET_LANGUAGES, type FleetLanguage } from './fleet-language.ts';
export { fleetPayload, fleetValues } from './fleet-payload.ts';
export { asFleet, type FleetSensor, fleetSensors } from './fleet-sensor.ts';
export { fleetTown } from './fleet-town.ts';
export { LatencyHistogram } from './latency-histogram.ts';
export { type FleetOutcome, type FleetRun, runFleet } from './run-fleet.ts';
export { seededDice } from './seeded-dice.ts';
