import 'virtual:faces.css';
import './theme/tokens.css';
import './theme/base.css';
import { createApp } from 'vue';
import App from './App.vue';
import { createTexts } from './i18n/create-texts.ts';

createApp(App).use(createTexts()).mount('#app');
