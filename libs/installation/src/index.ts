export { type ReadTown, readTown } from './read-town.ts';
export { townEntryOf } from './town-entry.ts';
