import { type Millimetres, millimetres, type Minutes } from './units.ts';

export interface InitialLoss {
  /** What a dry surface holds. */
  readonly whole: Millimetres;
  /** Dry time in which an exhausted loss is whole again. */
  readonly recovery: Minutes;
}

/**
 * What the surface can still hold after one step: rain is taken from it, and in a step without rain it recovers evenly.
 * Source: domain.md §4.2, step 1.
 */
export function lossAfterStep(remaining: Millimetres, rain: Millimetres, step: Minutes, loss: InitialLoss): Millimetres {
  if (rain > 0) return millimetres(remaining - Math.min(rain, remaining));
  return millimetres(Math.min(loss.whole, remaining + (loss.whole * step) / loss.recovery));
}
