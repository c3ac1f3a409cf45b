/** What one gauge reported in an interval that ends at `t`. */
export interface GaugeDepth {
  readonly t: number;
  readonly mm: number;
}

/** Mean rain of several gauges in the step that ends at `t`. */
export interface RainBar {
  readonly t: number;
  readonly mm: number;
}

/**
 * Rain summed into steps of `stepMs`, each labelled by its end, and averaged over the gauges that reported in it. A gauge
 * without a word in a step has no say there; a step in which none spoke has no bar, which is not a dry one.
 */
export function meanRain(gauges: readonly (readonly GaugeDepth[])[], stepMs: number): readonly RainBar[] {
  const steps = new Map<number, { sum: number; gauges: Set<number> }>();
  gauges.forEach((depths, gauge) => {
    for (const { t, mm } of depths) {
      const end = Math.ceil(t / stepMs) * stepMs;
      const step = steps.get(end) ?? { sum: 0, gauges: new Set<number>() };
      step.sum += mm;
      step.gauges.add(gauge);
      steps.set(end, step);
    }
  });
  return [...steps].sort(([one], [other]) => one - other).map(([t, { sum, gauges: spoke }]) => ({ t, mm: sum / spoke.size }));
}
