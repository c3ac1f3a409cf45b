import type { LiveReadiness } from '@voldgrav/wire';
import type { Language } from '../../format/format.ts';

const WORDS: Readonly<Record<NonNullable<LiveReadiness['atStake'][number]['under']>, Readonly<Record<Language, string>>>> = {
  persist: { da: 'hvis regnen bliver ved', en: 'if the rain goes on' },
  forecast: { da: 'hvis prognosen holder', en: 'if the forecast holds' },
};

/** By which rain something happens that does not if the rain stops now; nothing where it happens all the same. */
export const underWords = (under: LiveReadiness['atStake'][number]['under'], language: Language): string => (under === undefined ? '' : WORDS[under][language]);
