import { covers, type Idf } from '@voldgrav/hydrology';
import { DURATIONS } from '../can-take.ts';
import type { ReferenceRain } from '../reference-rain.ts';
import type { JudgedState } from './state-of.ts';

/** A table that ends before rains as rare as this, in years, does not tell how much may fall. */
const RARE_ENOUGH = 100;

/**
 * The worst rains that the town's table knows, beside those that it wants to be able to take: what is to be reckoned with where nobody listens. Undefined
 * where the table knows too little of rare rain, or of a day's.
 */
export function worstRains(idf: Idf, references: readonly ReferenceRain[]): readonly ReferenceRain[] | undefined {
  if (idf.rarest < RARE_ENOUGH || !DURATIONS.every((duration) => covers(idf, duration))) return undefined;
  return [...references, ...DURATIONS.map((duration) => ({ minutes: duration, depth: idf.depth(duration, idf.rarest) }))];
}

/** What a state is judged to be if so much has fallen on the lands that nobody hears of; a limit that is reached at worst counts as reached. */
export type JudgedUnder = (unseen: 'the-worst' | 'nothing') => JudgedState['state'];

/**
 * Whether a state that was `judged` rests on what fell on lands of which no gauge speaks: it does unless it is the same with the worst rain there as with
 * none. More water makes nothing milder, so that what is exhausted without any stays so, and what is ready under the worst is so under less.
 */
export function restsOnUnheardLand(judged: JudgedState['state'], under: JudgedUnder): boolean {
  if (judged === 'exhausted') return false;
  return under('the-worst') !== judged || (judged !== 'ready' && under('nothing') !== judged);
}
