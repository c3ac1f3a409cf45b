import type { Quantity } from '@voldgrav/reading';
import type { Content } from './said.ts';
import type { Uplink } from './lorawan/uplink.ts';

/** What one name means: `factor` × value + `offset` is a reading of that quantity. */
export interface Meaning {
  readonly sensor: string;
  readonly quantity: Quantity;
  readonly factor: number;
  readonly offset: number;
}

/** A sender, and which of our sensors its values belong to. */
export interface Device {
  /** The sensor of every value whose meaning names no other. */
  readonly sensor: string;
  /** What its names mean; names that are quantities of ours need no entry. Without a map, any other name is a fault. */
  readonly meanings?: ReadonlyMap<string, Meaning>;
  /** How its bytes are read; undefined where none is named. */
  readonly codec?: (uplink: Uplink) => Content;
}

/** The device that goes by the first of these names that is known; undefined when none is. */
export type DeviceLookup = (...names: readonly string[]) => Device | undefined;
