import { defineConfig } from 'vitest/config';

// One process for all unit tests and storms. The dashboard brings its own project file, because it needs a DOM.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['libs/**/*.spec.ts', 'apps/{server,cli}/**/*.spec.ts', 'simulators/**/*.spec.ts', 'tests/storms/**/*.spec.ts', 'tests/contracts/**/*.spec.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          testTimeout: 20_000,
        },
      },
      'apps/dashboard',
      {
        // Real processes, really killed. Two files at a time: each has a server of its own on two cores.
        test: { name: 'faults', include: ['tests/faults/**/*.spec.ts'], maxWorkers: 2, testTimeout: 120_000, hookTimeout: 60_000 },
      },
      {
        // The product as a user starts it, in real Chromium. One at a time: each starts a storm of its own on two cores.
        test: { name: 'browser', include: ['tests/browser/**/*.spec.ts'], fileParallelism: false, testTimeout: 420_000, hookTimeout: 180_000 },
      },
    ],
  },
});
