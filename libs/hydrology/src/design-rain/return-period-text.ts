import type { Minutes, Years } from '../units.ts';
import type { Idf } from './idf.ts';

const PRINTED: Pick<Idf, 'mostFrequent' | 'rarest'> = { mostFrequent: 1 as Years, rarest: 100 as Years };

/**
 * A return period as it may be printed: "<1", "3.7", "23", ">100". Nothing outside the table is given a number
 * (domain.md §2.5), and a figure of ten years or more does not deserve a decimal. A table of its own has its own ends.
 */
export function returnPeriodText(returnPeriod: Years, { mostFrequent, rarest } = PRINTED): string {
  if (returnPeriod < mostFrequent) return `<${mostFrequent}`;
  if (returnPeriod > rarest) return `>${rarest}`;
  const oneDecimal = returnPeriod.toFixed(1);
  return Number(oneDecimal) < 10 ? oneDecimal : returnPeriod.toFixed(0);
}

/** The only way a return period may be said: with its duration, since the rarest of several durations is no rare thing (domain.md §2.5). */
export function returnPeriodAtDuration(text: string, duration: Minutes): { readonly da: string; readonly en: string } {
  const [da, en] = duration >= 120 && duration % 60 === 0 ? [`${duration / 60} timer`, `${duration / 60} h`] : [`${duration} min`, `${duration} min`];
  return { da: `T = ${text.replace('.', ',')} år ved varighed ${da}`, en: `T = ${text} years at duration ${en}` };
}
