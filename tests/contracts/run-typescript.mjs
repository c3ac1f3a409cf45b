// Runs a TypeScript file in a process of its own: `node run-typescript.mjs <file> [its arguments]`. Tests that kill processes
// need it, because Node 20 cannot read TypeScript itself.
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

await runnerImport(resolve(process.argv[2]));
