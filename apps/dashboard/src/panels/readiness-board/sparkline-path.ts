export interface SparkPoint {
  readonly at: number;
  readonly mm: number | null;
}

/** An SVG path through the points, broken where a moment is unknown: a gap is a gap. `top` mm is the upper edge. */
export function sparklinePath(points: readonly SparkPoint[], span: { readonly from: number; readonly to: number }, size: { readonly width: number; readonly height: number; readonly top: number }): string {
  let drawing = false;
  const steps = points.flatMap(({ at, mm }) => {
    if (mm === null || at < span.from) {
      drawing = false;
      return [];
    }
    const x = ((at - span.from) / (span.to - span.from)) * size.width;
    const y = size.height * (1 - Math.min(size.top, mm) / size.top);
    const step = `${drawing ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
    drawing = true;
    return [step];
  });
  return steps.join('');
}
