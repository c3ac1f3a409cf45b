import { type TimeRange, wholeMinutes } from './time-range.ts';

/** One decimal, with a comma. */
export const danish = (value: number): string => value.toFixed(1).replace('.', ',');

/** A water level as people say it: to the centimetre. */
export const hundredths = (level: number): { readonly da: string; readonly en: string } => ({ da: level.toFixed(2).replace('.', ','), en: level.toFixed(2) });

/** A duration as people say it: minutes below two hours. */
export function span(duration: number): { readonly da: string; readonly en: string } {
  return duration < 120
    ? { da: `${duration} min`, en: `${duration} min` }
    : { da: `${duration / 60} timer`, en: `${duration / 60} h` };
}

/** When something may come, in minutes from now: a range, never one number (readiness.md §4). Nothing is said of what is not in sight. */
export function whenever(range: TimeRange): { readonly da: string; readonly en: string } {
  const { earliest: from, latest } = wholeMinutes(range);
  if (from === null) return { da: '', en: '' };
  if (latest === null) return { da: `, tidligst om ${from} min`, en: `, in ${from} min at the earliest` };
  // What comes in this very minute is between 0 and 1.
  const to = Math.max(from + 1, latest);
  return { da: ` om ${from}–${to} min`, en: ` in ${from}–${to} min` };
}
