import { instant } from '@voldgrav/hydrology';
import { chirpstackTopic, encodeChirpstack, encodeSenml, encodeTheThingsStack, type SenmlValue, theThingsTopic } from '@voldgrav/wire';
import { fleetPayload, fleetValues } from './fleet-payload.ts';
import type { FleetSensor } from './fleet-sensor.ts';

/**
 * Languages that a fleet speaks without a town having to know its devices: each is called like its sensor. Sparkplug names a
 * device by group, edge node and birth, which sources.yaml would have to lead to a sensor each, and so is not among them.
 */
export const FLEET_LANGUAGES = ['json', 'senml', 'chirpstack', 'the-things-stack'] as const;
export type FleetLanguage = (typeof FLEET_LANGUAGES)[number];

/** How a sensor is heard: its topic is always the same, and `count` is how many messages it has sent before. */
export interface FleetSpeaker {
  readonly topic: string;
  readonly say: (atMs: number, dice: () => number, count: number) => string;
}

const APPLICATION = 'fleet';
const PORT = 1;

/** A sensor in one of the languages. Only our own JSON is of an even length, since only there is white space free. */
export function fleetSpeaker(language: FleetLanguage, sensor: FleetSensor): FleetSpeaker {
  const { id } = sensor;
  const named = (atMs: number, dice: () => number): Record<string, number> => {
    const { value, battery } = fleetValues(sensor, atMs, dice);
    return { [sensor.quantity]: value, ...(battery === undefined ? {} : { battery_v: battery }) };
  };
  switch (language) {
    case 'json':
      return { topic: `sensors/${id}/json`, say: (atMs, dice) => fleetPayload(sensor, atMs, dice) };
    case 'senml':
      return { topic: `sensors/${id}/senml`, say: (atMs, dice) => encodeSenml(Object.entries(named(atMs, dice)).map(([quantity, value]) => ({ quantity: quantity as SenmlValue['quantity'], value, time: instant(atMs) }))) };
    case 'chirpstack':
      return {
        topic: chirpstackTopic({ applicationId: APPLICATION, devEui: id }),
        say: (atMs, dice, count) => encodeChirpstack({ devEui: id, deviceName: id, applicationId: APPLICATION, time: instant(atMs), frameCount: count, port: PORT, object: named(atMs, dice) }),
      };
    case 'the-things-stack':
      return {
        topic: theThingsTopic({ applicationId: APPLICATION, deviceId: id }),
        say: (atMs, dice, count) => encodeTheThingsStack({ applicationId: APPLICATION, deviceId: id, devEui: id, time: instant(atMs), frameCount: count, port: PORT, decodedPayload: named(atMs, dice) }),
      };
  }
}
