import { covers, type Idf, millimetresFrom, returnPeriodAtDuration, returnPeriodNote, returnPeriodText } from '@voldgrav/hydrology';
import type { WeatherWarning } from '@voldgrav/readiness';
import type { RainMaximum } from '@voldgrav/rollup';
import type { PlaybookStep } from '@voldgrav/strategy';
import type { Preparation } from '../town/town.ts';
import type { LivePreparation, LiveStormMaximum, LiveWarning } from './live-event.ts';
import { toLiveNote } from './to-live.ts';

/** A maximum with how rare it is, said the only way it may be: at its duration, and no number outside the table. */
export function toLiveStormMaximum({ minutes, depth, endsAt, gauge }: RainMaximum & { readonly gauge: string }, idf: Idf): LiveStormMaximum {
  const mm = Number(millimetresFrom(depth).toFixed(1));
  if (!covers(idf, minutes)) return { minutes, mm, gauge, endsAt };
  const text = returnPeriodText(idf.returnPeriod(millimetresFrom(depth), minutes), idf);
  return { minutes, mm, gauge, endsAt, returnPeriodText: text, ...toLiveNote(idf), ...returnPeriodAtDuration(text, minutes, returnPeriodNote(idf)) };
}

export const toLiveWarning = ({ id, source, about, category, event, issuedAt, onset, expires, headline }: WeatherWarning): LiveWarning => ({
  id, source, about, category, event, issuedAt, onset, expires, ...(headline === undefined ? {} : { headline }),
});

export const toLivePreparation = ({ category, level, playbook }: Preparation): LivePreparation => ({ category, level, steps: playbook.map(toLiveStep) });

const toLiveStep = ({ id, text, organisation, resource, minutesToDeploy }: PlaybookStep): LivePreparation['steps'][number] => ({
  id, ...text, organisation, ...(resource === undefined ? {} : { resource }), minutesToDeploy,
});
