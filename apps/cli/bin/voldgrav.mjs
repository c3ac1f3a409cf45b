#!/usr/bin/env node
// Builds what is stale, then runs the built command line. Standard output carries nothing but the command's answer.
import { buildStale } from './build-stale.mjs';

/** What a command runs beside itself. */
const NEEDED = { serve: ['@voldgrav/server', '@voldgrav/dashboard'], rebuild: ['@voldgrav/server'] };
buildStale(['@voldgrav/cli', ...(NEEDED[process.argv[2]] ?? [])]);

await import('../dist/main.js');
