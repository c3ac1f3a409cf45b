import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { precompressed } from './precompressed.ts';

/** Where `npm run dev` has the server; the page itself comes from Vite. */
const SERVER = `http://127.0.0.1:${process.env['PORT'] ?? '8080'}`;

export default defineConfig({
  plugins: [vue(), precompressed()],
  define: { __VUE_I18N_FULL_INSTALL__: false, __VUE_I18N_LEGACY_API__: false, __INTLIFY_PROD_DEVTOOLS__: false, __VUE_OPTIONS_API__: false },
  server: { host: '127.0.0.1', proxy: { '/health': SERVER, '/api': SERVER, '/sign-in': SERVER, '/live': { target: SERVER, ws: true } } },
  build: { outDir: 'dist', target: 'baseline-widely-available', chunkSizeWarningLimit: 1200, minify: 'terser' },
  test: { name: 'dashboard', environment: 'happy-dom', include: ['src/**/*.spec.ts'] },
});
