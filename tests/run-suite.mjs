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
 * Runs vitest with these words: how many tests passed, the names of what failed, and how many were not run by the reason they
 * give (`context.skip(condition, reason)`). A test left out without a reason has failed, `it.only` is refused, and so has a
 * suite failed that ran nothing or ended before it could count.
 */
export async function runSuite(words) {
  const scratch = mkdtempSync(join(tmpdir(), 'voldgrav-suite-'));
  const file = join(scratch, 'tally.json');
  const { ok, ending, said } = await run('npx', ['vitest', 'run', '--allowOnly=false', '--reporter=default', `--reporter=${TALLY}`, ...words], { TALLY_FILE: file });
  const { passed, failed, skipped, broken } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: [], skipped: [], broken: [] };
  rmSync(scratch, { recursive: true, force: true });
  const notRun = {};
  // Where a file is broken its tests are left out because of that, and it is named already.
  for (const { name, why } of skipped) {
    if (why !== undefined) notRun[why] = (notRun[why] ?? 0) + 1;
    else if (broken.length === 0) failed.push(`${name}: not run, and nobody says why`);
  }
  failed.push(...broken);
  if (failed.length === 0 && (!ok || passed + skipped.length === 0)) failed.push(`the suite did not run to its end (${ending})`);
  return { passed, failed, notRun, said };
}
