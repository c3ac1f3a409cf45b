import type { Language } from '../format/format.ts';
import { queryValue } from '../view-query.ts';

export const STORED_LANGUAGE = 'voldgrav.language';

/** Danish unless the address or an earlier choice asks for English. */
export function askedLanguage(): Language {
  return (queryValue('lang') ?? localStorage.getItem(STORED_LANGUAGE)) === 'en' ? 'en' : 'da';
}
