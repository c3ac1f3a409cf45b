import vue from '@vitejs/plugin-vue';
import type { ProxyOptions } from 'vite';
import { defineConfig } from 'vitest/config';
import { precompressed } from './precompressed.ts';
import { splitFaces } from './split-faces.ts';
import { vueI18nByName } from './vue-i18n-by-name.ts';

/** Where `npm run dev` has the server; the page itself comes from Vite. */
const SERVER = `http://127.0.0.1:${process.env['PORT'] ?? '8080'}`;

/** While developing: links with a token are the server's business, the page itself is Vite's. */
const ACCOUNT_PAGE: ProxyOptions = { target: SERVER, bypass: ({ url }) => (url?.includes('token=') === true ? undefined : /^\/(sign-in|account)(\?|$)/.test(url ?? '') ? '/account.html' : url) };

export default defineConfig({
  plugins: [vue(), vueI18nByName(), splitFaces(), precompressed()],
  define: { __VUE_I18N_FULL_INSTALL__: false, __VUE_I18N_LEGACY_API__: false, __INTLIFY_PROD_DEVTOOLS__: false, __VUE_OPTIONS_API__: false },
  server: {
    host: '127.0.0.1',
    proxy: { '/health': SERVER, '/api': SERVER, '/display': SERVER, '/sign-in': ACCOUNT_PAGE, '/account': ACCOUNT_PAGE, '/live': { target: SERVER, ws: true } },
  },
  build: {
    outDir: 'dist',
    // tests/architecture/first-load.spec.ts reads in it what the desk asks for first.
    manifest: true,
    target: 'baseline-widely-available',
    chunkSizeWarningLimit: 1200,
    // Leaflet's stylesheet would bring along its markers and buttons, none of which this map shows.
    assetsInlineLimit: 0,
    minify: 'terser',
    // Later passes are a few hundred bytes of the first load.
    terserOptions: { compress: { passes: 3 }, format: { comments: false } },
    // Two pages: who looks at the desk does not load what signing in needs.
    rollupOptions: { input: ['index.html', 'account.html'] },
  },
  test: { name: 'dashboard', environment: 'happy-dom', include: ['src/**/*.spec.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
