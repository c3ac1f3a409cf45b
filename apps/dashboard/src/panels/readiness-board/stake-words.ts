import type { LiveReadiness, LiveTimeRange, TownAnswer } from '@voldgrav/wire';
import type { Language } from '../../format/format.ts';

/** What is hit and when, soonest first and what comes at the same time together; without a time while the data are stale (readiness.md §5). */
export function stakeWords(atStake: LiveReadiness['atStake'], places: TownAnswer['places'], language: Language): readonly string[] {
  const hit = new Map<string, string[]>();
  for (const { place, within } of atStake) {
    const when = language === 'da' ? hitInDanish(within) : hitInEnglish(within);
    hit.set(when, [...(hit.get(when) ?? []), places.find(({ id }) => id === place)?.name ?? place]);
  }
  return [...hit].map(([when, names]) => `${[names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(language === 'da' ? ' og ' : ' and ')} ${when}`);
}

// A limit that stands reached is told as 0 to 0 minutes: nobody reads that as now.
function hitInDanish(within: LiveTimeRange | undefined): string {
  if (within === undefined) return 'kan rammes';
  if (within.latest === null) return within.earliest === 0 ? 'kan rammes allerede nu' : `kan rammes tidligst om ${within.earliest} min`;
  return within.latest === 0 ? 'kan være ramt nu' : `kan rammes om ${minutesOf(within.earliest, within.latest)} min`;
}

function hitInEnglish(within: LiveTimeRange | undefined): string {
  if (within === undefined) return 'may be hit';
  if (within.latest === null) return within.earliest === 0 ? 'may be hit as soon as now' : `may be hit in ${within.earliest} min at the earliest`;
  return within.latest === 0 ? 'may be hit by now' : `may be hit in ${minutesOf(within.earliest, within.latest)} min`;
}

/** Both come as whole minutes that have passed: no range is from a minute to itself. */
const minutesOf = (earliest: number | null, latest: number): string => `${earliest}–${Math.max((earliest ?? 0) + 1, latest)}`;
