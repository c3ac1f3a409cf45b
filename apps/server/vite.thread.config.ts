import { defineConfig } from 'vite';

/** The module that the store's own thread begins with: by itself, so that the thread loads nothing else of the server. */
export default defineConfig({
  build: {
    ssr: 'src/ingest/archive-thread.ts',
    outDir: 'dist',
    emptyOutDir: false,
    target: 'node20',
    sourcemap: true,
    minify: false,
    rollupOptions: { output: { entryFileNames: 'archive-thread.js' } },
  },
  ssr: { noExternal: [/^@voldgrav\//] },
});
