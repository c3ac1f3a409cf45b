// What `npm run check` can ask of a project, by where it lies; no project says it again. Builds are in the three apps' own
// package.json. What Nx may remember of these: nx.json.
import { dirname } from 'node:path';

const unitTests = (folder) => ({
  command: `vitest run --project ${folder === 'apps/dashboard' ? 'dashboard' : 'node'} --passWithNoTests ${folder}/`,
  options: { cwd: '{workspaceRoot}' },
});

/**
 * Storms read recordings that lie elsewhere: Nx never remembers what they said. They are what a second `npm run check` waits for, so they
 * get every processor.
 */
const storms = (folder) => ({ ...unitTests(folder), command: `${unitTests(folder).command} --maxWorkers=100%`, cache: false });

export const createNodesV2 = [
  '{apps,libs,simulators,tests}/*/package.json',
  (files) =>
    files.map((file) => {
      const folder = dirname(file);
      const inTests = folder.startsWith('tests/');
      const targets = inTests ? (folder === 'tests/storms' ? { storms: storms(folder) } : {}) : { test: unitTests(folder) };
      return [file, { projects: { [folder]: { targets } } }];
    }),
];
