import { type Instant, millimetres } from '@voldgrav/hydrology';
import type { RainForecast, RainStep } from '@voldgrav/readiness';

interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * Rain forecasts of one catchment laid over each other: each piece of time has what the newest issue of `source` that speaks of it says, and the newest
 * of the others where none does, so that a nowcast of half an hour does not hide what a longer forecast says of the hours after it. A step of which only a part is
 * left keeps the same share of its mm. In time order, without overlaps; null when nothing speaks of any time.
 */
export function standingRain(forecasts: readonly RainForecast[], source: string): readonly RainStep[] | null {
  const pieces: RainStep[] = [];
  let covered: readonly Span[] = [];
  for (const { steps } of forecasts.toReversed().sort((one, other) => Number(other.source === source) - Number(one.source === source) || other.issuedAt - one.issuedAt)) {
    for (const step of steps) for (const part of uncovered(step, covered)) pieces.push(cut(step, part));
    covered = joined([...covered, ...steps]);
  }
  return pieces.length === 0 ? null : pieces.sort((one, other) => one.from - other.from);
}

/** What of a span lies in none of others, which are in time order and do not overlap. */
function uncovered({ from, to }: Span, covered: readonly Span[]): readonly Span[] {
  const left: Span[] = [];
  let begin = from;
  for (const each of covered) {
    if (each.to <= begin) continue;
    if (each.from >= to) break;
    if (each.from > begin) left.push({ from: begin, to: each.from });
    begin = each.to;
  }
  return begin < to ? [...left, { from: begin, to }] : left;
}

function joined(spans: readonly Span[]): readonly Span[] {
  const whole: { from: Instant; to: Instant }[] = [];
  for (const { from, to } of spans.toSorted((one, other) => one.from - other.from)) {
    const last = whole.at(-1);
    if (last === undefined || from > last.to) whole.push({ from, to });
    else if (to > last.to) last.to = to;
  }
  return whole;
}

function cut(step: RainStep, { from, to }: Span): RainStep {
  const share = (to - from) / (step.to - step.from);
  if (share === 1) return step;
  return {
    from,
    to,
    mm: millimetres(step.mm * share),
    ...(step.lowMm === undefined ? {} : { lowMm: millimetres(step.lowMm * share) }),
    ...(step.highMm === undefined ? {} : { highMm: millimetres(step.highMm * share) }),
  };
}
