import type { Instant } from '@voldgrav/hydrology';
import type { ObservationQuery, RollupQuery } from '@voldgrav/pipeline';
import type { Quantity } from '@voldgrav/reading';
import type { RefusedByStore } from '../influx/influx-store.ts';
import type { PackedObservations } from './packed-observations.ts';

/** What is asked of an archive in another thread, by the names of its methods. */
export type ArchiveCall =
  | { readonly method: 'append'; readonly observations: PackedObservations; readonly after: number; readonly rawSince: Instant | undefined }
  | { readonly method: 'range'; readonly query: ObservationQuery }
  | { readonly method: 'latest'; readonly sensor: string; readonly quantity: Quantity }
  | { readonly method: 'rollups'; readonly queries: readonly RollupQuery[] }
  | { readonly method: 'forget'; readonly until: Instant }
  | { readonly method: 'roll' | 'reachable' | 'close' };

/** A call with the number that its answer carries. */
export interface NumberedCall {
  readonly number: number;
  readonly call: ArchiveCall;
}

/** Before the answer to an append comes what the store will never take of it. */
export type ArchiveAnswer =
  | { readonly refused: RefusedByStore }
  | { readonly number: number; readonly value: unknown }
  /** `isPromiseBroken`: who asked is to blame, and not the store. */
  | { readonly number: number; readonly fault: string; readonly isPromiseBroken: boolean };
