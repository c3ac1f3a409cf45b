import { type Instant, MINUTE, type Millimetres, millimetres, type Minutes, shifted, type TimeWindow, windowEndingAt } from '@voldgrav/hydrology';
import type { RainForecast, RainStep } from './rain-forecast.ts';

/** Rain that is coming over a catchment within some minutes from now. No forecast is no such thing: null, never 0 mm. */
export interface ComingRain {
  readonly minutes: Minutes;
  readonly middle: Millimetres;
  readonly low: Millimetres;
  readonly high: Millimetres;
  readonly source: string;
  readonly issuedAt: Instant;
}

/** A forecast must speak for this share of the time asked about, or it has no answer. */
const LEAST_COVERED = 0.9;

/**
 * What is coming in the next `duration` by each source's newest forecast that covers it, from the shares of its steps that lie in them: of several
 * sources the one that may bring most. A source without a range gives its own figure for both ends. Null without such a forecast.
 */
export function comingRain(forecasts: readonly RainForecast[], now: Instant, duration: Minutes): ComingRain | null {
  const window = windowEndingAt(shifted(now, duration * MINUTE), duration);
  const newest = new Map<string, RainForecast>();
  for (const each of forecasts) {
    if (each.issuedAt > now || coveredShare(each.steps, window) < LEAST_COVERED) continue;
    const before = newest.get(each.source);
    if (before === undefined || each.issuedAt >= before.issuedAt) newest.set(each.source, each);
  }
  let most: ComingRain | null = null;
  for (const { steps, source, issuedAt } of newest.values()) {
    const sum = (depth: (step: RainStep) => number) => millimetres(steps.reduce((total, step) => total + depth(step) * shareWithin(step, window), 0));
    const high = sum(({ mm, highMm }) => highMm ?? mm);
    if (most === null || high > most.high) most = { minutes: duration, middle: sum(({ mm }) => mm), low: sum(({ mm, lowMm }) => lowMm ?? mm), high, source, issuedAt };
  }
  return most;
}

const overlap = ({ from, to }: RainStep, { after, until }: TimeWindow): number => Math.max(0, Math.min(to, until) - Math.max(from, after));
const shareWithin = (step: RainStep, window: TimeWindow): number => overlap(step, window) / (step.to - step.from);
const coveredShare = (steps: readonly RainStep[], window: TimeWindow): number =>
  steps.reduce((covered, step) => covered + overlap(step, window), 0) / (window.until - window.after);
