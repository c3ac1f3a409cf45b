import type { LiveReadiness, TownAnswer } from '@voldgrav/wire';
import type { Language } from '../../format/format.ts';

/** What may be hit and when, soonest first, and without a time while the data are stale (readiness.md §5): a sentence, or none. More places than `most` are counted. */
export function stakeWords(atStake: LiveReadiness['atStake'], places: TownAnswer['places'], language: Language, most = Infinity): readonly string[] {
  if (atStake.length === 0) return [];
  const [hit, now, soonest] = language === 'da' ? ['Kan rammes', 'nu', 'tidligst'] : ['May be hit', 'now', 'earliest'];
  const named = atStake.slice(0, most).map(({ place, within }) => {
    const when = within === undefined ? '' : within.latest === 0 ? ` ${now}` : within.latest === null ? ` ${soonest} ${within.earliest} min` : ` ${within.earliest}–${within.latest} min`;
    return (places.find(({ id }) => id === place)?.name ?? place) + when;
  });
  return [`${hit}: ${named.join(', ')}${atStake.length > most ? ` +${atStake.length - most}` : ''}`];
}

/** What is hit when an asset reaches its limit, each place once though several catchments' water comes there. */
export function hitBy(asset: string, readiness: readonly Pick<LiveReadiness, 'atStake'>[]): LiveReadiness['atStake'] {
  const hits = readiness.flatMap(({ atStake }) => atStake.filter(({ limit }) => limit === asset));
  return hits.filter(({ place }, at) => hits.findIndex((each) => each.place === place) === at);
}
