import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    outDir: 'dist',
    target: 'node20',
    sourcemap: true,
    minify: false,
    rollupOptions: { output: { entryFileNames: 'main.js' } },
  },
  // The workspace's libs ship TypeScript and are bundled; everything else stays in node_modules, as Nest needs.
  ssr: { noExternal: [/^@voldgrav\//] },
});
