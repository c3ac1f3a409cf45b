import { instant } from '@voldgrav/hydrology';
import { chirpstackTopic, encodeChirpstack, encodeSenml, encodeTheThingsStack, type SenmlValue, theThingsTopic } from '@voldgrav/wire';
import { edgeNode } from './edge-node.ts';
import { fleetPayload, fleetValues } from './fleet-payload.ts';
import type { FleetSensor } from './fleet-sensor.ts';
import type { FleetSpeaker } from './fleet-speaker.ts';

/**
 * All the languages of sources.yaml. In most of them a device is called like its sensor, and a town need not know it;
 * Sparkplug's devices are `fleet/<sensor>/<sensor>`, which sources.yaml has to lead to their sensors.
 */
export const FLEET_LANGUAGES = ['json', 'senml', 'chirpstack', 'the-things-stack', 'sparkplug-b'] as const;
export type FleetLanguage = (typeof FLEET_LANGUAGES)[number];

const APPLICATION = 'fleet';
const PORT = 1;

/** Who speaks which language in a fleet where each is another: in turn, by place. */
export const languageAt = (place: number): FleetLanguage => FLEET_LANGUAGES[place % FLEET_LANGUAGES.length] ?? 'json';

/** A sensor in one of the languages. Only our own JSON is of an even length, since only there is white space free. */
export function fleetSpeaker(language: FleetLanguage, sensor: FleetSensor): FleetSpeaker {
  const { id } = sensor;
  const named = (atMs: number, dice: () => number): Record<string, number> => {
    const { value, battery } = fleetValues(sensor, atMs, dice);
    return { [sensor.quantity]: value, ...(battery === undefined ? {} : { battery_v: battery }) };
  };
  const at = (topic: string, payload: (atMs: number, dice: () => number, count: number) => string): FleetSpeaker => ({
    say: (atMs, dice, count) => ({ topic, payload: payload(atMs, dice, count) }),
  });
  switch (language) {
    case 'json':
      return at(`sensors/${id}/json`, (atMs, dice) => fleetPayload(sensor, atMs, dice));
    case 'senml':
      return at(`sensors/${id}/senml`, (atMs, dice) => encodeSenml(Object.entries(named(atMs, dice)).map(([quantity, value]) => ({ quantity: quantity as SenmlValue['quantity'], value, time: instant(atMs) }))));
    case 'chirpstack':
      return at(chirpstackTopic({ applicationId: APPLICATION, devEui: id }), (atMs, dice, count) =>
        encodeChirpstack({ devEui: id, deviceName: id, applicationId: APPLICATION, time: instant(atMs), frameCount: count, port: PORT, object: named(atMs, dice) }),
      );
    case 'the-things-stack':
      return at(theThingsTopic({ applicationId: APPLICATION, deviceId: id }), (atMs, dice, count) =>
        encodeTheThingsStack({ applicationId: APPLICATION, deviceId: id, devEui: id, time: instant(atMs), frameCount: count, port: PORT, decodedPayload: named(atMs, dice) }),
      );
    case 'sparkplug-b':
      return edgeNode(sensor);
  }
}
