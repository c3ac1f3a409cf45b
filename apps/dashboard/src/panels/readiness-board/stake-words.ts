import type { LiveReadiness, LiveTimeRange, TownAnswer } from '@voldgrav/wire';
import type { Language } from '../../format/format.ts';
import { underWords } from './under-words.ts';

/**
 * What may be hit and when, soonest first, and without a time while the data are stale (readiness.md §5): a sentence for each rain by which it happens. More places than
 * `most` are counted.
 */
export function stakeWords(atStake: LiveReadiness['atStake'], places: TownAnswer['places'], language: Language, most = Infinity): readonly string[] {
  if (atStake.length === 0) return [];
  const [hit, now, soonest] = language === 'da' ? ['Kan rammes', 'nu', 'tidligst'] : ['May be hit', 'now', 'earliest'];
  const when = ({ earliest, latest }: LiveTimeRange): string => {
    if (latest === 0) return ` ${now}`;
    if (latest === null) return earliest === 0 ? ` ${soonest} ${now}` : ` ${soonest} ${earliest} min`;
    // No range is from a minute to itself.
    return ` ${earliest}–${Math.max((earliest ?? 0) + 1, latest)} min`;
  };
  const named = atStake.slice(0, most).map(({ place, within, under }) => ({ under, text: (places.find(({ id }) => id === place)?.name ?? place) + (within === undefined ? '' : when(within)) }));
  const rains = [...new Set(named.map(({ under }) => under))];
  return rains.map((rain, index) => {
    const told = named.filter(({ under }) => under === rain).map(({ text }) => text).join(', ');
    const more = index === rains.length - 1 && atStake.length > most ? ` +${atStake.length - most}` : '';
    return `${[hit, underWords(rain, language)].filter(Boolean).join(', ')}: ${told}${more}`;
  });
}

/**
 * What is hit when an asset reaches its limit or floods, as a road does by its inlets' limit: soonest first, and each place once though several catchments' water comes
 * there, by the one that tells it soonest.
 */
export function hitBy(asset: string, readiness: readonly Pick<LiveReadiness, 'atStake'>[], places: readonly Pick<TownAnswer['places'][number], 'id' | 'floodedBy'>[]): LiveReadiness['atStake'] {
  const isFlooded = new Set(places.flatMap(({ id, floodedBy }) => (floodedBy === asset ? [id] : [])));
  const hits = readiness.flatMap(({ atStake }) => atStake.filter(({ place, limit }) => limit === asset || isFlooded.has(place))).sort((one, other) => soonestOf(one) - soonestOf(other));
  return hits.filter(({ place }, at) => hits.findIndex((each) => each.place === place) === at);
}

/** Of a catchment that tells no time another may know it. */
const soonestOf = ({ within }: LiveReadiness['atStake'][number]): number => within?.earliest ?? Number.MAX_VALUE;
