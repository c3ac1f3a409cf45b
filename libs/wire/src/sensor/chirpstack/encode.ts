import { type Instant, isoOf } from '@voldgrav/hydrology';
import { base64Of } from '../lorawan/base64.ts';

/** An uplink as a device sends it, with either its bytes or what a codec in ChirpStack made of them. */
export interface ChirpstackUplink {
  readonly devEui: string;
  readonly deviceName: string;
  readonly applicationId: string;
  readonly time: Instant;
  readonly frameCount: number;
  readonly port: number;
  readonly bytes?: Uint8Array;
  readonly object?: Readonly<Record<string, unknown>>;
  /** How many gateways heard it; the envelope is one all the same. */
  readonly gateways?: number;
}

export const chirpstackTopic = ({ applicationId, devEui }: Pick<ChirpstackUplink, 'applicationId' | 'devEui'>): string =>
  `application/${applicationId}/device/${devEui}/event/up`;

/** The envelope that ChirpStack v4 publishes. Zeros are left out, as proto3's JSON leaves them out. */
export function encodeChirpstack({ devEui, deviceName, applicationId, time, frameCount, port, bytes, object, gateways = 1 }: ChirpstackUplink): string {
  return JSON.stringify({
    deduplicationId: `${devEui}-${time}`,
    time: isoOf(time).replace('Z', '+00:00'),
    deviceInfo: { applicationId, deviceName, devEui },
    ...(frameCount === 0 ? {} : { fCnt: frameCount }),
    ...(port === 0 ? {} : { fPort: port }),
    ...(bytes === undefined ? {} : { data: base64Of(bytes) }),
    ...(object === undefined ? {} : { object }),
    rxInfo: Array.from({ length: gateways }, (_, place) => ({ gatewayId: `gateway-${place + 1}`, rssi: -60 - place, snr: 9 })),
  });
}
