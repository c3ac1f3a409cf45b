#!/usr/bin/env -S node --max-semi-space-size=32
// Room for the young: at the usual 16 MB a replay's readings grow old before they are let go, which takes an eighth of its time.
// Builds what is stale, then runs the built command line. Standard output carries nothing but the command's answer.
import { buildStale } from './build-stale.mjs';

/** What a command runs beside itself. */
const NEEDED = { serve: ['@voldgrav/server', '@voldgrav/dashboard'], rebuild: ['@voldgrav/server'] };
buildStale(['@voldgrav/cli', ...(NEEDED[process.argv[2]] ?? [])]);

await import('../dist/main.js');
