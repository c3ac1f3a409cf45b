import { defineConfig } from 'vite';

/** The module that the thread which reads a large town begins with: by itself, so that the thread loads nothing else of the server. */
export default defineConfig({
  build: {
    ssr: 'src/town-thread.ts',
    outDir: 'dist',
    emptyOutDir: false,
    target: 'node20',
    sourcemap: true,
    minify: false,
    rollupOptions: { output: { entryFileNames: 'town-thread.js' } },
  },
  ssr: { noExternal: [/^@voldgrav\//] },
});
