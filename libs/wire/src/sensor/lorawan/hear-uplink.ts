import type { SensorMessage } from '@voldgrav/reading';
import { type Decoded, refused } from '../decoded.ts';
import type { Device } from '../device.ts';
import { namesIn } from '../names-in.ts';
import { isObject } from '../parse-json.ts';
import { orNothing, readingsOf } from '../readings-of.ts';
import { type Content, nothingBut } from '../said.ts';
import { timeOf } from '../time-of.ts';
import { bytesFromBase64 } from './base64.ts';

/** What a network server's envelope holds, as it stands in the JSON: each may be absent, and zero often is. */
export interface Envelope {
  readonly device: Device;
  /** What the network calls this uplink, where it does. */
  readonly id: string | undefined;
  /** When a gateway heard it. */
  readonly time: unknown;
  readonly port: unknown;
  /** The device's bytes in base64. */
  readonly data: unknown;
  /** What the network has decoded already. */
  readonly object: unknown;
}

/**
 * Reads an envelope's content: through the codec that the town names for the device, or as the network decoded it.
 *
 * However many gateways heard the device, the envelope is one and has one time, so it counts once. Delivered again it has the same
 * time, by which the series knows it again; or another, when the network put it together twice or gave none, and then its name.
 */
export function hearUplink(message: SensorMessage, envelope: Envelope): Decoded {
  const measuredAt = envelope.time === undefined ? message.receivedAt : timeOf(envelope.time);
  if (measuredAt === undefined) return refused(message, { reason: 'bad-time', detail: JSON.stringify(envelope.time) });
  const heard = contentOf(envelope, measuredAt);
  const time = { phenomenonTime: measuredAt, timeFrom: envelope.time === undefined ? 'arrival' : 'sensor' } as const;
  const decoded = orNothing(message, readingsOf(message, envelope.device, heard, time));
  return envelope.id === undefined ? decoded : { ...decoded, uplink: { id: envelope.id, at: measuredAt } };
}

function contentOf({ device, port, data, object }: Envelope, at: SensorMessage['receivedAt']): Content {
  const hasData = data !== undefined && data !== '' && data !== null;
  const decoded = isObject(object) ? namesIn(object) : [];
  if (device.codec === undefined || !hasData) {
    if (decoded.length > 0) return { said: decoded, faults: [] };
    return hasData ? nothingBut('no-codec', 'bytes alone, and no codec for this device in sources.yaml') : nothingBut('not-a-measurement', 'an uplink without content');
  }
  const bytes = typeof data === 'string' ? bytesFromBase64(data) : undefined;
  if (bytes === undefined) return nothingBut('bad-payload', `not base64: ${JSON.stringify(data)}`);
  return device.codec({ bytes, port: typeof port === 'number' ? port : 0, at });
}
