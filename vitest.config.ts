import { defineConfig } from 'vitest/config';

const NOT_OURS = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    projects: [
      {
        // One process for all unit tests and storms: what `npm run check` runs.
        test: {
          name: 'node',
          include: ['libs/**/*.spec.ts', 'apps/{server,cli}/**/*.spec.ts', 'simulators/**/*.spec.ts', 'tests/{storms,formats,benchmarks,quality}/**/*.spec.ts'],
          exclude: NOT_OURS,
          setupFiles: ['tests/property-seed.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      // The dashboard brings its own project file, because it needs a DOM.
      'apps/dashboard',
      {
        // Real brokers, stores and processes, and the guards of the house. One file at a time: they share two cores.
        test: { name: 'parts', include: ['tests/{architecture,contracts,faults}/**/*.spec.ts'], exclude: NOT_OURS, fileParallelism: false, setupFiles: ['tests/property-seed.ts'], testTimeout: 180_000, hookTimeout: 180_000 },
      },
      {
        // The product as a user starts it, in real Chromium. One at a time: each starts a storm of its own.
        test: { name: 'browser', include: ['tests/browser/**/*.spec.ts'], fileParallelism: false, testTimeout: 420_000, hookTimeout: 180_000 },
      },
      {
        // The README's commands as written there, on a clone in another folder.
        test: { name: 'fresh-clone', include: ['tests/fresh-clone/**/*.spec.ts'], testTimeout: 600_000, hookTimeout: 600_000 },
      },
    ],
  },
});
