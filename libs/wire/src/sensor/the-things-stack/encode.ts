import { type Instant, isoOf } from '@voldgrav/hydrology';
import { base64Of } from '../lorawan/base64.ts';

/** An uplink as a device sends it, with its bytes or what a formatter in the stack made of them. */
export interface TheThingsUplink {
  readonly applicationId: string;
  readonly deviceId: string;
  readonly devEui: string;
  readonly time: Instant;
  readonly frameCount: number;
  readonly port: number;
  readonly bytes?: Uint8Array;
  readonly decodedPayload?: Readonly<Record<string, unknown>>;
  readonly simulated?: boolean;
}

export const theThingsTopic = ({ applicationId, deviceId }: Pick<TheThingsUplink, 'applicationId' | 'deviceId'>): string =>
  `v3/${applicationId}/devices/${deviceId}/up`;

/** The message that The Things Stack v3 publishes. Empty and zero fields are left out, as it leaves them out. */
export function encodeTheThingsStack(uplink: TheThingsUplink): string {
  const { applicationId, deviceId, devEui, time, frameCount, port, bytes, decodedPayload, simulated = false } = uplink;
  return JSON.stringify({
    end_device_ids: { device_id: deviceId, application_ids: { application_id: applicationId.split('@')[0] }, dev_eui: devEui.toUpperCase() },
    received_at: isoOf(time),
    uplink_message: {
      ...(frameCount === 0 ? {} : { f_cnt: frameCount }),
      ...(port === 0 ? {} : { f_port: port }),
      ...(bytes === undefined ? {} : { frm_payload: base64Of(bytes) }),
      ...(decodedPayload === undefined ? {} : { decoded_payload: decodedPayload }),
      rx_metadata: [{ gateway_ids: { gateway_id: 'gateway-1' }, rssi: -60, snr: 9 }],
      received_at: isoOf(time),
    },
    ...(simulated ? { simulated } : {}),
  });
}
