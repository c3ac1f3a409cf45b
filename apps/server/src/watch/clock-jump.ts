/** What a clock said, and a steady count of milliseconds that nobody sets, at the same moment. */
export interface ClockReading {
  readonly clock: number;
  readonly steady: number;
}

/** A time service nudges by less; a hand, a hypervisor or a dead battery sets by more. */
const NUDGE_MS = 60_000;

/**
 * By how many of its milliseconds the clock was set between two readings, forward above zero; 0 for as good as not at all.
 * `speed` is how many clock milliseconds pass in one real one.
 */
export function clockJump(before: ClockReading, after: ClockReading, speed: number): number {
  const set = after.clock - before.clock - (after.steady - before.steady) * speed;
  return Math.abs(set) > NUDGE_MS * speed ? Math.round(set) : 0;
}
