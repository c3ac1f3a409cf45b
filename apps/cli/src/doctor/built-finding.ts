import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fault, fine, type Finding, warning } from './finding.ts';

/** Is the built server there, and as new as what it was built from? `root` is the folder of the repository. */
export function builtFinding(root: string): Finding {
  const todo = 'run "npm run build"; "npm start" does it by itself';
  const built = ['apps/server/dist/main.js', 'apps/dashboard/dist/index.html'].map((path) => join(root, path));
  const missing = built.filter((file) => !existsSync(file));
  if (missing.length > 0) return fault('built files', `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not there`, todo);
  const [server = ''] = built;
  const newest = Math.max(...['apps/server/src', ...foldersIn(join(root, 'libs')).map((lib) => `libs/${lib}/src`)].map((path) => newestIn(join(root, path))));
  return newest > statSync(server).mtimeMs ? warning('built files', 'the server was built before its source changed', todo) : fine('built files', 'they are as new as their source');
}

const foldersIn = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** When the newest file in a folder, at any depth, was changed; 0 where there is none. Specs are not built. */
function newestIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !/\.(spec|contract)\.ts$/.test(entry.name));
  return Math.max(0, ...files.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}
