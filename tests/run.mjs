// `npm test`: everything that must pass, on a machine that may be new (contract.md §1).
import { providePrograms } from './provide-programs.mjs';
import { run, runSuite } from './run-suite.mjs';

/** Any number will do: the same tree is to get the same verdict. */
const SEEDED = { PROPERTY_SEED: '20110702' };
const BUSY = 'failed beside other work, passed alone';
const failures = [];
let passed = 0;

const since = (started) => `${((Date.now() - started) / 1000).toFixed(1)} s`;

/** A check that counts as one test: it passes or it does not. What it says matters only when it does not. */
async function check(name, command, args) {
  const started = Date.now();
  const { ok, said } = await run(command, args);
  if (ok) passed += 1;
  else failures.push(name);
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${since(started)})`);
  if (!ok) console.log(said);
  return ok;
}

/** Suites whose failed files are run once more when nothing else runs. */
const again = [];
let onlyAlone = 0;

/**
 * A suite that counts its own tests. What it says matters only when something is wrong. The suites share two cores with each other,
 * and a deadline that a busy machine missed is no fault of the product: files that failed are run once more, alone, at the end. What
 * fails there has failed; what passes there is still named. Properties are tried on the same cases both times.
 */
async function suite(name, project) {
  const started = Date.now();
  const { passed: good, failed, failedFiles = [], notRun, said } = await runSuite(['--project', project], SEEDED);
  passed += good;
  if (failed.length > 0 && failedFiles.length > 0) again.push({ name, project, failed, failedFiles });
  else failures.push(...failed.map((which) => `${name}: ${which}`));
  console.log(`${failed.length === 0 ? 'ok    ' : 'FAILED'} ${name}: ${good} passed, ${failed.length} failed (${since(started)})`);
  for (const [why, count] of Object.entries(notRun)) console.log(`${count} not run: ${why}`);
  if (failed.length > 0) console.log(said);
}

async function suiteAlone({ name, project, failed, failedFiles }) {
  const started = Date.now();
  const outcome = await runSuite(['--project', project, ...failedFiles.map(({ name: file }) => file)], SEEDED);
  passed += outcome.passed - failedFiles.reduce((sum, file) => sum + file.passed, 0);
  failures.push(...outcome.failed.map((which) => `${name}: ${which}`));
  console.log(`${outcome.failed.length === 0 ? 'ok    ' : 'FAILED'} ${name}, alone: ${outcome.passed} passed, ${outcome.failed.length} failed (${since(started)})`);
  for (const which of failed.filter((each) => !outcome.failed.includes(each))) {
    onlyAlone += 1;
    console.log(`${BUSY}: ${name}: ${which}`);
  }
  if (outcome.failed.length > 0) console.log(outcome.said);
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
  await suite('fresh clone', 'fresh-clone');
  await browser;
  for (const each of again) await suiteAlone(each);
}

for (const name of failures) console.log(`FAILED ${name}`);
if (onlyAlone > 0) console.log(`${onlyAlone} of them ${BUSY}: see above, and mend them`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 && passed > 0 ? 0 : 1);
