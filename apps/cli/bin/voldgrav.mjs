#!/usr/bin/env node
// Builds what is stale, then runs the built command line. Standard output carries nothing but the command's answer.
import { buildStale } from './build-stale.mjs';

const SERVED = ['@voldgrav/server', '@voldgrav/dashboard'];
buildStale(['@voldgrav/cli', ...(process.argv[2] === 'serve' ? SERVED : [])]);

await import('../dist/main.js');
