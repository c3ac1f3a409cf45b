import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ANSWER_IS_NO, DONE, type ExitCode, WRONG_USE } from './exit-code.ts';

// The same from src/ and from dist/: both lie one folder below the app.
const SERVER = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));

/**
 * Starts the built server as `npm start` does and lives as long as it does. Signals are handed on, so that stopping this
 * process stops the house cleanly, whether they come from a terminal or from a service manager.
 */
export function serve(options: { readonly demo: boolean }): Promise<ExitCode> {
  const child = spawn(process.execPath, [SERVER, ...(options.demo ? [] : ['--no-demo'])], { stdio: 'inherit' });
  const handOn = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', handOn).on('SIGTERM', handOn);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === DONE ? DONE : code === WRONG_USE ? WRONG_USE : ANSWER_IS_NO));
  });
}
