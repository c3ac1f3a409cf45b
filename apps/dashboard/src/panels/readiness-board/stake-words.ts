import type { LiveReadiness, TownAnswer } from '@voldgrav/wire';
import type { Language } from '../../format/format.ts';

/** What is hit and when, soonest first; without a time while the data are stale (readiness.md §5). */
export const stakeWords = (atStake: LiveReadiness['atStake'], places: TownAnswer['places'], language: Language): readonly string[] =>
  atStake.map(({ place, within }) => {
    const [hit, soonest] = language === 'da' ? ['kan rammes', 'tidligst om'] : ['may be hit', 'at the earliest in'];
    const when = within === undefined ? '' : within.latest === null ? ` ${soonest} ${within.earliest} min` : ` ${language === 'da' ? 'om' : 'in'} ${within.earliest}–${within.latest} min`;
    return `${places.find(({ id }) => id === place)?.name ?? place} ${hit}${when}`;
  });
