import { existsSync } from 'node:fs';
import { WRONG_USE } from './exit-code.ts';
import { run } from './program.ts';
import { processTerminal } from './terminal.ts';

// Whoever reads the answer may stop early, as `head` does. That is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

// The server's own settings say whose accounts are meant.
if (existsSync('.env')) process.loadEnvFile('.env');

try {
  process.exitCode = await run(process.argv.slice(2), processTerminal);
} catch (error) {
  // The doorway: nothing further out can say it in a sentence, and Node's own exit code 1 would read as "no".
  processTerminal.complain(`voldgrav: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = WRONG_USE;
}
