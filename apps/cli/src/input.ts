import { buffer } from 'node:stream/consumers';

/** All of what a command is given to read. */
export type Input = () => Promise<Uint8Array>;

export const processInput: Input = () => buffer(process.stdin);
