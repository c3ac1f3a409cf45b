import type { Sensor, SensorMessage, UndecodableReason } from '@voldgrav/reading';
import { decodeJson, type Decoded } from './json/decode.ts';

/** Finds a sensor by id; undefined for one the town does not know. */
export type SensorLookup = (id: string) => Sensor | undefined;

/**
 * Reads a message by its topic: `sensors/<sensorId>/<format>`. A format we do not speak and a sensor the town does not
 * know are reasons like any other; the message stays in the journal and can be decoded again. So is a decoder that fails:
 * what one message does to it must stop neither the intake nor the store nor the next start.
 */
export function decodeMessage(message: SensorMessage, sensorOf: SensorLookup): Decoded {
  const [root, id = '', format = '', ...rest] = message.topic.split('/');
  const refuse = (reason: UndecodableReason, detail: string): Decoded => ({
    readings: [],
    undecodable: [{ reason, detail, topic: message.topic, receivedAt: message.receivedAt }],
  });
  if (root !== 'sensors' || format !== 'json' || rest.length > 0) return refuse('unknown-format', message.topic);
  const sensor = sensorOf(id);
  if (sensor === undefined) return refuse('unknown-sensor', id);
  try {
    return decodeJson(message, sensor.id);
  } catch (fault) {
    return refuse('decoder-fault', fault instanceof Error ? fault.message : String(fault));
  }
}
