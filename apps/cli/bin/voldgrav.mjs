#!/usr/bin/env node
// Builds what is stale, then runs the built command line. Standard output carries nothing but the command's answer; the
// build speaks only when it fails, on standard error.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const nx = fileURLToPath(new URL('../../../node_modules/.bin/nx', import.meta.url));

function refuse(sentence) {
  console.error(sentence);
  process.exit(2);
}

if (!existsSync(nx)) refuse(`Voldgrav's packages are not installed: run "npm ci" in ${root} first.`);

const projects = ['@voldgrav/cli', ...(process.argv[2] === 'serve' ? ['@voldgrav/server', '@voldgrav/dashboard'] : [])];
const build = spawnSync(process.execPath, [nx, 'run-many', '-t', 'build', '-p', projects.join(','), '--outputStyle=static'], {
  cwd: root,
  encoding: 'utf8',
  // Nx's background process would outlive the command.
  env: { ...process.env, NX_DAEMON: 'false' },
});
if (build.status !== 0) {
  console.error(`${build.stdout ?? ''}${build.stderr ?? ''}`.trim());
  refuse('Voldgrav could not be built; the lines above tell why.');
}

await import('../dist/main.js');
