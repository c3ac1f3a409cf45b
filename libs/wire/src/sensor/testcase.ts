import { type UndecodableReason } from '@voldgrav/reading';
import type { DeviceSource } from './device-source.ts';

/** What a message of a format says. Each format brings its own as data; `testcases.spec.ts` runs them all. */
export interface Testcase {
  /** As a sentence about the format. */
  readonly name: string;
  readonly messages: readonly { readonly topic: string; readonly payload: string | Uint8Array }[];
  readonly devices?: readonly DeviceSource[];
  /** All readings of all messages, as `sensor quantity value time`; the time is `arrival` where the message has none. */
  readonly says: readonly string[];
  readonly refuses?: readonly UndecodableReason[];
}

/** What an uplink of a device says, likewise. */
export interface CodecTestcase {
  readonly name: string;
  readonly hex: string;
  /** 1 unless said otherwise. */
  readonly port?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** `name value`, with ` time` where the device kept it for later. */
  readonly says: readonly string[];
  readonly refuses?: readonly UndecodableReason[];
}
