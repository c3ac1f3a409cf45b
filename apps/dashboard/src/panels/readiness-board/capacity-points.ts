import type { SparkPoint } from './sparkline-path.ts';

/** History as the server has it, and behind it what came in while it was on its way: the answer may be older than that. */
export function withMeanwhile(history: readonly SparkPoint[], meanwhile: readonly SparkPoint[]): readonly SparkPoint[] {
  const newest = history.at(-1)?.at ?? -Infinity;
  return [...history, ...meanwhile.filter(({ at }) => at > newest)];
}
