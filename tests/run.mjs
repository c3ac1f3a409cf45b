// `npm test`: everything that must pass, on a machine that may be new (contract.md §1).
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { providePrograms } from './provide-programs.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const recordings = join(process.env.VOLDGRAV_SHARED ?? join(root, '../shared'), 'data');
const scratch = mkdtempSync(join(tmpdir(), 'voldgrav-test-'));
const failures = [];
let passed = 0;
let failed = 0;

/** Runs a program to its end. What it says comes out in one piece, so that two at a time do not talk into each other. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    child.stdout.on('data', (chunk) => said.push(chunk));
    child.stderr.on('data', (chunk) => said.push(chunk));
    child.on('error', (fault) => said.push(Buffer.from(`${fault.message}\n`)));
    child.on('close', (code) => resolve({ ok: code === 0, said: Buffer.concat(said).toString('utf8') }));
  });
}

const since = (started) => `${((Date.now() - started) / 1000).toFixed(1)} s`;

function fail(name) {
  failed += 1;
  failures.push(name);
}

/** A check that counts as one test: it passes or it does not. What it says matters only when it does not. */
async function check(name, command, args) {
  const started = Date.now();
  const { ok, said } = await run(command, args);
  if (ok) passed += 1;
  else fail(name);
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${since(started)})`);
  if (!ok) console.log(said);
  return ok;
}

/** A suite that counts its own tests. One that ran none, or that died before it could count, is a failure. */
async function suite(name, project, folders = []) {
  const started = Date.now();
  const file = join(scratch, `${name.replaceAll(' ', '-')}.json`);
  const { ok, said } = await run('npx', ['vitest', 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile=${file}`, ...folders]);
  const tests = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).testResults.flatMap((each) => each.assertionResults) : [];
  const having = (...states) => tests.filter(({ status }) => states.includes(status));
  const [good, bad, left] = [having('passed'), having('failed'), having('skipped', 'pending', 'todo', 'disabled')];
  passed += good.length;
  failed += bad.length;
  failures.push(...bad.map(({ fullName }) => `${name}: ${fullName}`));
  const whole = ok || bad.length > 0;
  if (!whole || good.length + bad.length === 0) fail(`${name}: the suite did not run to its end`);
  // The recordings are the only reason there is for leaving a test out.
  const absent = left.length > 0 && !existsSync(recordings);
  if (left.length > 0 && !absent) left.forEach(({ fullName }) => fail(`${name}: not run, and nobody says why: ${fullName}`));
  const fine = ok && bad.length === 0 && (left.length === 0 || absent);
  console.log(`${fine ? 'ok    ' : 'FAILED'} ${name}: ${good.length} passed, ${bad.length} failed (${since(started)})`);
  if (absent) console.log(`${left.length} not run: data absent`);
  if (!fine) console.log(said);
}

providePrograms();
if (await check('build', 'npx', ['nx', 'run-many', '-t', 'build', '--outputStyle=static'])) {
  // The storm in the browser is mostly waiting for rain; the rest is done meanwhile.
  const browser = suite('browser', 'browser');
  await check('types: core', 'npx', ['tsc', '-p', 'tsconfig.core.json']);
  await check('types: node', 'npx', ['tsc', '-p', 'tsconfig.node.json']);
  await check('types: dashboard', 'npx', ['vue-tsc', '-p', 'tsconfig.dashboard.json']);
  // The rule about the arrows passes over everything while no project graph is there.
  await check('project graph', 'npx', ['nx', 'show', 'projects']);
  await check('lint and arrows', 'npx', ['eslint', '.', '--max-warnings=0']);
  await suite('unit and storms', 'node');
  await suite('dashboard', 'dashboard');
  await suite('real parts', 'parts');
  await browser;
  await suite('fresh clone', 'fresh-clone');
}

rmSync(scratch, { recursive: true, force: true });
for (const name of failures) console.log(`FAILED ${name}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
