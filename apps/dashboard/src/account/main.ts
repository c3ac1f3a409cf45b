import 'virtual:faces.css';
import '../theme/tokens.css';
import '../theme/base.css';
import './forms.css';
import { createApp } from 'vue';
import { createI18n } from 'vue-i18n';
import { askedLanguage } from '../i18n/asked-language.ts';
import AccountApp from './AccountApp.vue';
import { texts } from './texts.ts';

createApp(AccountApp)
  .use(createI18n({ legacy: false, locale: askedLanguage(), fallbackLocale: 'da', messages: texts }))
  .mount('#app');
