import type { BacktestResult, StormScore } from './backtest.ts';

/** The latest storms of several recordings, the newest first. */
export const newestStorms = (results: readonly BacktestResult[], count = Infinity): readonly StormScore[] =>
  results.flatMap(({ storms }) => storms).sort((one, other) => other.onset - one.onset).slice(0, count);
