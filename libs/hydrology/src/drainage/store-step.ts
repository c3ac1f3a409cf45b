import { outletFlow, type OutletLaw } from './outlet-law.ts';
import { levelOfVolume, type StorageTable, volumeOfLevel } from './storage-table.ts';

/** A basin as the model computes it. */
export interface Store {
  readonly table: StorageTable;
  /** m³ at the crest: what comes above it overflows at once. */
  readonly capacity: number;
  readonly law: OutletLaw;
}

/** How the outlet is at this moment. */
export interface OutletCondition {
  /** Share of its flow that it can give: 0 closed or stopped, 1 as built. */
  readonly share: number;
  /** Water level it runs out into, where that is known. */
  readonly recipient: number | undefined;
}

/** One step of a basin; volumes in m³. */
export interface StoreStep {
  volume: number;
  out: number;
  overflow: number;
  /** Whether its pump runs at the end of the step. */
  pumping: boolean;
}

/** l/s over a minute, in m³. */
export const M3_PER_LPS_MINUTE = 0.06;

/**
 * V' = V + in; what the outlet takes leaves; what then lies above the crest overflows (domain.md §4.2, step 4). What leaves
 * is V + in − V', so the balance closes by construction. Writes into `step` to spare the many runs of a forecast an
 * object each.
 */
export function stepStore(step: StoreStep, store: Store, inflow: number, minutes: number, outlet: OutletCondition): void {
  const full = step.volume + inflow;
  // Written and read: a number that is given back is an object each of the many times.
  if (store.law.kind === 'pump') step.out = pumped(step, store, inflow, minutes, outlet.share);
  else if (store.law.kind === 'constant') drainEvenly(step, store.law.flow, store.table, full, minutes, outlet);
  else step.out = outlet.share <= 0 ? 0 : headDependent(store, step.volume, full, M3_PER_LPS_MINUTE * minutes * outlet.share, outlet.recipient);
  const left = full - step.out;
  step.volume = Math.min(left, store.capacity);
  step.overflow = left - step.volume;
  step.out = full - left;
}

/** A high recipient holds back what lies below it; above it the flow is what the regulator gives. */
function drainEvenly(step: StoreStep, flow: number, table: StorageTable, full: number, minutes: number, { share, recipient }: OutletCondition): void {
  const free = recipient === undefined ? full : Math.max(0, full - volumeOfLevel(table, recipient));
  step.out = share <= 0 ? 0 : Math.min(flow * (M3_PER_LPS_MINUTE * minutes * share), free);
}

const ROUNDS = 30;

/**
 * A head-dependent outlet, solved for the volume at the end of the step: V' + q(V')·Δt = V + in has one root, since q rises
 * with V. Implicit, so that even a step of an hour neither overshoots nor swings; a regula falsi that keeps its bracket
 * (Illinois) needs a few rounds.
 */
function headDependent(store: Store, before: number, full: number, scale: number, recipient: number | undefined): number {
  const leaving = (volume: number) => outletFlow(store.law, levelOfVolume(store.table, Math.min(volume, store.capacity)), recipient) * scale;
  const excess = (volume: number) => volume + leaving(volume) - full;
  let low = 0;
  let high = full;
  let atLow = excess(low);
  let atHigh = excess(high);
  if (atHigh <= 0) return 0;
  if (atLow >= 0) return full;
  const enough = 1e-7 * Math.max(1, store.capacity);
  let guess = Math.min(full, before);
  let atGuess = excess(guess);
  let moved: 'low' | 'high' | undefined;
  for (let round = 0; round < ROUNDS && Math.abs(atGuess) > enough; round += 1) {
    // The end that stays put twice is trusted half as much: else a curved outlet would be crept up to from one side.
    if (atGuess < 0) {
      low = guess;
      atLow = atGuess;
      if (moved === 'low') atHigh /= 2;
      moved = 'low';
    } else {
      high = guess;
      atHigh = atGuess;
      if (moved === 'high') atLow /= 2;
      moved = 'high';
    }
    guess = (low * atHigh - high * atLow) / (atHigh - atLow);
    atGuess = excess(guess);
  }
  return full - guess;
}

/** A stopped pump waits until the water reaches its start level, which may come within the step. */
function pumped(step: StoreStep, { law, table }: Store, inflow: number, minutes: number, share: number): number {
  if (law.kind !== 'pump') return 0;
  const stops = volumeOfLevel(table, law.stopsAt);
  const starts = volumeOfLevel(table, law.startsAt);
  const full = step.volume + inflow;
  const running = step.pumping || step.volume >= starts;
  if (share <= 0 || (!running && full < starts)) {
    step.pumping = running && full > stops;
    return 0;
  }
  const waits = running ? 0 : (minutes * (starts - step.volume)) / inflow;
  const out = Math.min(law.flow * share * M3_PER_LPS_MINUTE * (minutes - waits), Math.max(0, full - stops));
  step.pumping = full - out > stops;
  return out;
}
