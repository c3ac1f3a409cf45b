import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    ssr: true,
    outDir: 'dist',
    target: 'node20',
    sourcemap: true,
    minify: false,
    rollupOptions: { input: { main: 'src/main.ts', 'archive-thread': 'src/ingest/archive-thread.ts' }, output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' } },
  },
  // The workspace's libs ship TypeScript and are bundled; everything else stays in node_modules, as Nest needs.
  ssr: { noExternal: [/^@voldgrav\//] },
});
