import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { ROOT } from './built-program.ts';

/**
 * Bundles a program of the benchmarks as the products are, and gives the file to run: what runs module by module, as tests do, takes
 * up to three times as long.
 */
export async function bundled(name: string): Promise<string> {
  const outDir = `${ROOT}tests/benchmarks/dist`;
  await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    build: { ssr: fileURLToPath(new URL(`./${name}.ts`, import.meta.url)), outDir, emptyOutDir: false, target: 'node20', minify: false, rollupOptions: { output: { entryFileNames: `${name}.js` } } },
    ssr: { noExternal: [/^@voldgrav\//] },
  });
  return `${outDir}/${name}.js`;
}
