// One suite of vitest run to its end, and what it came to.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TALLY = fileURLToPath(new URL('tally.mjs', import.meta.url));

/** Runs a program to its end. What it says comes out in one piece, so that two at a time do not talk into each other. */
export function run(command, args, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    child.stdout.on('data', (chunk) => said.push(chunk));
    child.stderr.on('data', (chunk) => said.push(chunk));
    child.on('error', (fault) => said.push(Buffer.from(`${fault.message}\n`)));
    child.on('close', (code, signal) => resolve({ ok: code === 0, ending: signal ?? `code ${code}`, said: Buffer.concat(said).toString('utf8') }));
  });
}

/**
 * Runs vitest with these words, and `environment` beside our own: how many tests passed, the names of what failed, and how many were not run by the reason they
 * give (`context.skip(condition, reason)`). A test left out without a reason has failed, `it.only` is refused, and so has a
 * suite failed that ran nothing or ended before it could count. `failedFiles` is what to run again for all of `failed`; it is
 * undefined where that would not tell, because something failed outside every file.
 */
export async function runSuite(words, environment = {}) {
  const scratch = mkdtempSync(join(tmpdir(), 'voldgrav-suite-'));
  const file = join(scratch, 'tally.json');
  const { ok, ending, said } = await run('npx', ['vitest', 'run', '--allowOnly=false', '--reporter=default', `--reporter=${TALLY}`, ...words], { ...environment, TALLY_FILE: file });
  const { files, unhandled } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { files: [], unhandled: [] };
  rmSync(scratch, { recursive: true, force: true });
  const isBroken = unhandled.length > 0 || files.some(({ broken }) => broken.length > 0);
  const failedIn = ({ failed, skipped, broken }) => [
    ...failed,
    // Where a file is broken its tests are left out because of that, and it is named already.
    ...skipped.flatMap(({ name, why }) => (why === undefined && !isBroken ? [`${name}: not run, and nobody says why`] : [])),
    ...broken,
  ];
  const notRun = {};
  for (const { why } of files.flatMap(({ skipped }) => skipped)) if (why !== undefined) notRun[why] = (notRun[why] ?? 0) + 1;
  const passed = files.reduce((sum, each) => sum + each.passed, 0);
  const outside = [...unhandled];
  const failed = files.flatMap(failedIn);
  if (failed.length + outside.length === 0 && (!ok || passed + Object.keys(notRun).length === 0)) outside.push(`the suite did not run to its end (${ending})`);
  const failedFiles = files.filter((each) => failedIn(each).length > 0).map(({ file: name, passed: good }) => ({ name, passed: good }));
  return { passed, failed: [...failed, ...outside], failedFiles: outside.length === 0 ? failedFiles : undefined, notRun, said };
}
