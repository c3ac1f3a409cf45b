import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
export const SERVER = `${ROOT}apps/server/dist/main.js`;
export const CLI = `${ROOT}apps/cli/dist/main.js`;
export const SAMPLE_TOWN = `${ROOT}config/sample-town`;

/** The environment without what a test runner or build tool has set: programs are measured as a user starts them. */
export const environmentOfUser = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(NODE_ENV$|NODE_OPTIONS$|VITE|VITEST|npm_)/.test(name)));
