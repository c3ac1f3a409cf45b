/** Suspect or failed, and not merely missing. */
export const isDoubted = (flag: number): boolean => flag >= 3 && flag < 9;

/** What one gauge reported in an interval that ends at `t`. */
export interface GaugeDepth {
  readonly t: number;
  readonly mm: number;
  /** QARTOD flag. */
  readonly flag: number;
}

/** Mean rain of several gauges in the step that ends at `t`. */
export interface RainBar {
  readonly t: number;
  readonly mm: number;
  /** A check spoke against at least one of the depths in it. */
  readonly doubted: boolean;
}

/**
 * Rain summed into steps of `stepMs`, each labelled by its end, and averaged over the gauges that reported in it. A gauge
 * without a word in a step has no say there; a step in which none spoke has no bar, which is not a dry one.
 */
export function meanRain(gauges: readonly (readonly GaugeDepth[])[], stepMs: number): readonly RainBar[] {
  const steps = new Map<number, { sum: number; doubted: boolean; gauges: Set<number> }>();
  gauges.forEach((depths, gauge) => {
    for (const { t, mm, flag } of depths) {
      const end = Math.ceil(t / stepMs) * stepMs;
      const step = steps.get(end) ?? { sum: 0, doubted: false, gauges: new Set<number>() };
      step.sum += mm;
      step.doubted ||= isDoubted(flag);
      step.gauges.add(gauge);
      steps.set(end, step);
    }
  });
  return [...steps].sort(([one], [other]) => one - other).map(([t, { sum, doubted, gauges: spoke }]) => ({ t, mm: sum / spoke.size, doubted }));
}
