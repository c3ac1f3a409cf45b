// `npm test`: everything that must pass, on a machine that may be new (contract.md §1).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { providePrograms } from './provide-programs.mjs';

const root = new URL('..', import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), 'voldgrav-test-'));
let passed = 0;
let failed = 0;

function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

/** A check that counts as one test: it passes or it does not. */
function check(name, command, args) {
  const started = Date.now();
  const ok = run(command, args);
  if (ok) passed += 1;
  else failed += 1;
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

/** A suite that counts its own tests. One that ran none, or that died before it could count, is a failure. */
function suite(name, project) {
  const file = join(scratch, `${name}.json`);
  const ok = run('npx', ['vitest', 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile=${file}`]);
  const count = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { numPassedTests: 0, numFailedTests: 0 };
  passed += count.numPassedTests;
  failed += count.numFailedTests;
  const skipped = count.numTotalTests - count.numPassedTests - count.numFailedTests;
  if (skipped > 0) console.log(`${name}: ${skipped} tests were not run; a test says why where it stands`);
  if ((!ok && count.numFailedTests === 0) || count.numPassedTests + count.numFailedTests === 0) {
    failed += 1;
    console.log(`FAILED ${name}: the suite did not run to its end`);
  }
}

providePrograms();
check('build', 'npx', ['nx', 'run-many', '-t', 'build', '--outputStyle=static']);
check('types: core', 'npx', ['tsc', '-p', 'tsconfig.core.json']);
check('types: node', 'npx', ['tsc', '-p', 'tsconfig.node.json']);
check('types: dashboard', 'npx', ['vue-tsc', '-p', 'tsconfig.dashboard.json']);
// The rule about the arrows passes over everything while no project graph is there.
check('project graph', 'npx', ['nx', 'show', 'projects']);
check('lint and arrows', 'npx', ['eslint', '.', '--max-warnings=0']);
suite('unit, storms and contracts', 'node');
suite('dashboard', 'dashboard');
suite('faults', 'faults');
suite('browser', 'browser');

rmSync(scratch, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
