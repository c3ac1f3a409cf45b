import type { Clock } from '../clock.ts';

const REAL_TICK_MS = 1_000;
const SHORTEST_TICK_MS = 50;

/** Calls `tick` once a second by the given clock; a fast test clock ticks as often as it usefully can. Returns the stop. */
export function startTicker(clock: Clock, tick: () => void): () => void {
  const timer = setInterval(tick, Math.max(SHORTEST_TICK_MS, REAL_TICK_MS / clock.speed));
  return () => clearInterval(timer);
}
