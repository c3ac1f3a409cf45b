import type { Minutes, Years } from '../units.ts';
import type { Idf } from './idf.ts';
import { isIndicative } from './indicative-idf.ts';

/**
 * A return period as it may be printed: "<1", "3.7", "23", ">100". Nothing outside the table is given a number
 * (domain.md §2.5), which ends where it ends, and a figure of ten years or more does not deserve a decimal.
 */
export function returnPeriodText(returnPeriod: Years, { mostFrequent, rarest }: Pick<Idf, 'mostFrequent' | 'rarest'>): string {
  if (returnPeriod < mostFrequent) return `<${mostFrequent}`;
  if (returnPeriod > rarest) return `>${rarest}`;
  const oneDecimal = returnPeriod.toFixed(1);
  return Number(oneDecimal) < 10 ? oneDecimal : returnPeriod.toFixed(0);
}

/** What stands beside every return period that is read from the built-in curve; undefined for a table of the town's own. */
export const returnPeriodNote = (idf: Pick<Idf, 'source'>): { readonly da: string; readonly en: string } | undefined =>
  isIndicative(idf) ? { da: 'vejledende, ikke SVK', en: 'indicative, not SVK' } : undefined;

/**
 * The only way a return period may be said: with its duration, since the rarest of several durations is no rare thing (domain.md
 * §2.5), and with its note where it has one.
 */
export function returnPeriodAtDuration(text: string, duration: Minutes, note?: { readonly da: string; readonly en: string }): { readonly da: string; readonly en: string } {
  const [da, en] = duration >= 120 && duration % 60 === 0 ? [`${duration / 60} timer`, `${duration / 60} h`] : [`${duration} min`, `${duration} min`];
  const [inDanish, inEnglish] = note === undefined ? ['', ''] : [` (${note.da})`, ` (${note.en})`];
  return { da: `T = ${text.replace('.', ',')} år ved varighed ${da}${inDanish}`, en: `T = ${text} years at duration ${en}${inEnglish}` };
}
