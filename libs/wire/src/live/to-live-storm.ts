import { correctedDepth, covers, type Idf, type Millimetres, millimetresFrom, type Minutes, returnPeriodAtDuration, returnPeriodNote, returnPeriodText } from '@voldgrav/hydrology';
import type { WeatherWarning } from '@voldgrav/readiness';
import type { RainMaximum } from '@voldgrav/rollup';
import type { PlaybookStep } from '@voldgrav/strategy';
import type { Preparation } from '../town/town.ts';
import type { LivePreparation, LiveStormMaximum, LiveWarning } from './live-event.ts';
import { toLiveNote } from './to-live.ts';

/** A maximum with how rare it is, said the only way it may be: at its duration, and no number outside the table. */
export function toLiveStormMaximum({ minutes, depth, endsAt, gauge }: RainMaximum & { readonly gauge: string }, idf: Idf, interval: Minutes): LiveStormMaximum {
  const mm = Number(millimetresFrom(depth).toFixed(1));
  const corrected = correctedFor(millimetresFrom(depth), minutes, idf, interval);
  if (!covers(idf, minutes)) return { minutes, mm, gauge, endsAt, ...corrected };
  const text = returnPeriodText(idf.returnPeriod(millimetresFrom(depth), minutes), idf);
  return { minutes, mm, gauge, endsAt, returnPeriodText: text, ...toLiveNote(idf), ...returnPeriodAtDuration(text, minutes, returnPeriodNote(idf)), ...corrected };
}

/** From intervals of more than a minute, which are tied to the clock: kept apart, since limits are held against what was measured (domain.md §2.6). */
function correctedFor(depth: Millimetres, duration: Minutes, idf: Idf, interval: Minutes): Pick<LiveStormMaximum, 'corrected'> {
  if (interval <= 1 || duration < interval) return {};
  const { corrected, factor } = correctedDepth(depth, duration, interval);
  if (factor === 1) return {};
  const mm = Number(corrected.toFixed(1));
  return { corrected: covers(idf, duration) ? { factor, mm, returnPeriodText: returnPeriodText(idf.returnPeriod(corrected, duration), idf) } : { factor, mm } };
}

export const toLiveWarning = ({ id, source, about, category, event, issuedAt, onset, expires, headline }: WeatherWarning): LiveWarning => ({
  id, source, about, category, event, issuedAt, onset, expires, ...(headline === undefined ? {} : { headline }),
});

export const toLivePreparation = ({ category, level, playbook }: Preparation): LivePreparation => ({ category, level, steps: playbook.map(toLiveStep) });

const toLiveStep = ({ id, text, organisation, resource, minutesToDeploy }: PlaybookStep): LivePreparation['steps'][number] => ({
  id, ...text, organisation, ...(resource === undefined ? {} : { resource }), minutesToDeploy,
});
