import { instant, SECOND } from '@voldgrav/hydrology';
import type { SensorWindow } from './select-series.ts';

/** From so many windows on the second connection costs less than it saves. */
const WORTH_HALVING = 500;

/**
 * A long question as two that are asked at once, the earlier half first: InfluxDB works at a statement with one processor only, and
 * joining many windows keeps it busy. Cut between two windows; as it was where it is short or joins nothing.
 */
export function inHalves(questions: readonly SensorWindow[]): readonly (readonly SensorWindow[])[] {
  if (!questions.some(({ joined, window }) => joined !== undefined && window.until - window.after >= WORTH_HALVING * joined * SECOND)) return [questions];
  const halves = questions.map((question) => {
    const { window, joined = 1 } = question;
    const step = joined * SECOND;
    const cut = instant(Math.floor((window.after + window.until) / 2 / step) * step);
    // Shorter than a window: all of it is the later half.
    const middle = cut > window.after ? cut : window.after;
    return [{ ...question, window: { after: window.after, until: middle } }, { ...question, window: { after: middle, until: window.until } }] as const;
  });
  return [halves.map(([earlier]) => earlier), halves.map(([, later]) => later)];
}
