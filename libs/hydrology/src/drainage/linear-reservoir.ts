/** How a linear reservoir takes part of one step, computed once for a time constant and a step. */
export interface ReservoirStep {
  /** Share of the stored water that is still there at the end of the step. */
  readonly kept: number;
  /** Share of the step's inflow that is still there at its end. */
  readonly keptOfInflow: number;
}

/**
 * A linear reservoir lets out its storage divided by `constant`: Q2 = Q1·e^(−Δt/K) + I·(1−e^(−Δt/K)). Written for the
 * stored volume S = K·Q, so that what leaves is S + inflow − S' and no water is lost. Both arguments in minutes.
 * Source: domain.md §4.3.
 */
export function reservoirStep(constant: number, step: number): ReservoirStep {
  const kept = Math.exp(-step / constant);
  return { kept, keptOfInflow: ((1 - kept) * constant) / step };
}
