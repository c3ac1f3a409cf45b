import { createI18n } from 'vue-i18n';
import type { Language } from '../format/format.ts';
import { queryValue } from '../view-query.ts';
import { TEXTS } from './texts.ts';

/** Danish unless the address or an earlier choice asks for English. */
export function createTexts() {
  const asked = queryValue('lang') ?? localStorage.getItem(STORED_LANGUAGE);
  const locale: Language = asked === 'en' ? 'en' : 'da';
  return createI18n({ legacy: false, locale, fallbackLocale: 'da', messages: TEXTS });
}

export const STORED_LANGUAGE = 'voldgrav.language';
