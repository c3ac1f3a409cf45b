import { createI18n } from 'vue-i18n';
import { askedLanguage } from './asked-language.ts';
import { TEXTS } from './texts.ts';

/** The desk's words, in the language asked for. */
export const createTexts = () => createI18n({ legacy: false, locale: askedLanguage(), fallbackLocale: 'da', messages: TEXTS });
