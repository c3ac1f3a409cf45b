import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ANSWER_IS_NO, DONE, type ExitCode, WRONG_USE } from './exit-code.ts';

// The same from src/ and from dist/: both lie one folder below the app.
const SERVER = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));

/**
 * Megabytes in which what a burst of messages leaves behind can die young. Node.js would take twice as many: that was 20 MB more of a server of a thousand
 * sensors or of ten thousand, and spared no processor time that could be measured. As in `npm start`.
 */
const ROOM_FOR_THE_YOUNG = '--max-semi-space-size=8';
/**
 * The C library of most Linuxes (glibc) gives each thread its own places to allot memory from, and gives little of them back: two are 20 MB less with ten thousand sensors.
 * And once a large block was given back it keeps the next ones, up to 32 MB, among the small, where they leave holes: where 128 kB is said to be large, and goes on being, they are given back. That is another 20 MB
 * after a start that has gone through the last day. Other libraries pass both over.
 */
const HOW_TO_ALLOT = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072' };

/**
 * Starts the built server as `npm start` does and lives as long as it does. Signals are handed on, so that stopping this
 * process stops the house cleanly, whether they come from a terminal or from a service manager.
 */
export const serve = (options: DemoOption): Promise<ExitCode> => runServer(wordsOf(options));

/** Has the built server make its observation store anew from the journal, and ends with it. */
export const rebuild = ({ into, ...options }: DemoOption & { readonly into?: string }): Promise<ExitCode> =>
  runServer(['rebuild', ...(into === undefined ? [] : ['--into', into]), ...wordsOf(options)]);

interface DemoOption {
  readonly demo: boolean;
}

const wordsOf = ({ demo }: DemoOption): readonly string[] => (demo ? [] : ['--no-demo']);

function runServer(words: readonly string[]): Promise<ExitCode> {
  const child = spawn(process.execPath, [ROOM_FOR_THE_YOUNG, SERVER, ...words], { stdio: 'inherit', env: { ...HOW_TO_ALLOT, ...process.env } });
  const handOn = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', handOn).on('SIGTERM', handOn);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === DONE ? DONE : code === WRONG_USE ? WRONG_USE : ANSWER_IS_NO));
  });
}
