import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    outDir: 'dist',
    target: 'node20',
    sourcemap: true,
    minify: false,
    // A package that is bundled for nothing that is used is not loaded either: each command starts sooner.
    rollupOptions: { output: { entryFileNames: 'main.js' }, treeshake: { moduleSideEffects: 'no-external' } },
  },
  // The workspace's libs ship TypeScript and are bundled; everything else stays in node_modules.
  ssr: { noExternal: [/^@voldgrav\//] },
});
