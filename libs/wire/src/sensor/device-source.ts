import type { Quantity } from '@voldgrav/reading';
import type { CodecName } from './codec/codecs.ts';
import type { FormatName } from './formats.ts';

/** Which topics carry which format. Where the topic names the sensor, its one `+` stands for the id. */
export interface Source {
  readonly topic: string;
  readonly format: FormatName;
}

/** A device that is called something else than its sensor, or needs more to be read, as sources.yaml tells it. */
export interface DeviceSource {
  /**
   * What its network calls it: a DevEUI, a device id of The Things Stack (alone or as `application/device`), Sparkplug's
   * `group/edge node/device`, or the id in the topic.
   */
  readonly id: string;
  /** The sensor that its values belong to. */
  readonly sensor: string;
  /** How its bytes are read: one of our codecs with its settings, or a script of the town's own with `decodeUplink`. */
  readonly codec?: CodecName;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A file of the town's folder, such as "codecs/weir.js". */
  readonly script?: string;
  /** What its names mean; names that are quantities of ours need no entry. */
  readonly values?: Readonly<Record<string, ValueSource>>;
}

/** One name's meaning: `factor` × value + `offset` is a reading of that quantity, of the device's sensor unless it says another. */
export interface ValueSource {
  readonly quantity: Quantity;
  readonly sensor?: string;
  readonly factor?: number;
  readonly offset?: number;
}
