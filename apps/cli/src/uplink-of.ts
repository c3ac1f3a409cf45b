import { chirpstackTopic, encodeChirpstack } from '@voldgrav/wire';
import type { GivenMessage } from './given-messages.ts';

const HEX = /^([0-9a-f]{2}\s*)*$/i;

/** A device's bytes, as they stand or in hexadecimal digits, in the envelope of a network that heard them on arrival. */
export function uplinkOf({ payload, receivedAt }: GivenMessage, port: number): GivenMessage {
  const text = new TextDecoder().decode(payload).trim();
  const bytes = HEX.test(text) ? Uint8Array.from(text.match(/[0-9a-f]{2}/gi) ?? [], (pair) => Number.parseInt(pair, 16)) : payload;
  const names = { applicationId: 'unnamed', devEui: 'unnamed' };
  const envelope = encodeChirpstack({ ...names, deviceName: 'unnamed', time: receivedAt, frameCount: 0, port, bytes });
  return { topic: chirpstackTopic(names), payload: new TextEncoder().encode(envelope), receivedAt };
}
