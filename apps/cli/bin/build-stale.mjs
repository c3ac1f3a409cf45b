// Builds what is stale of the given projects and says nothing about it, unless the build fails.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const nx = fileURLToPath(new URL('../../../node_modules/.bin/nx', import.meta.url));

function refuse(sentence) {
  console.error(sentence);
  process.exit(2);
}

/** Ends the process with 2 and the build's own words when it fails. */
export function buildStale(projects) {
  if (!existsSync(nx)) refuse(`Voldgrav's packages are not installed: run "npm ci" in ${root} first.`);
  const build = spawnSync(process.execPath, [nx, 'run-many', '-t', 'build', '-p', projects.join(','), '--outputStyle=static'], {
    cwd: root,
    encoding: 'utf8',
    // Nx's background process would outlive the command.
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  if (build.status === 0) return;
  console.error(`${build.stdout ?? ''}${build.stderr ?? ''}`.trim());
  refuse('Voldgrav could not be built; the lines above tell why.');
}
