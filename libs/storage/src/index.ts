export type { KeptArchive } from './archive/archive-over.ts';
export { copyReceivedBefore, forgetReceivedSince } from './archive/move-archive.ts';
export type { ObservationStore, RolledWindows } from './archive/observation-store.ts';
export { inMemoryArchive } from './in-memory/in-memory-store.ts';
export { type InfluxOptions, openInfluxArchive, type RefusedByStore } from './influx/influx-store.ts';
export { openSqliteArchive } from './sqlite/sqlite-store.ts';
export { openReadinessLog, type ReadinessLog, type ToldReadiness } from './sqlite/open-readiness-log.ts';
export { openTroubleLog } from './sqlite/open-trouble-log.ts';
export type { Doubt, DoubtFound, DoubtGroup, RegainedEntry, Revised, TroubleLog, UnreadGroup, UnreadMessage, UnusableEntry, UnusableFound } from './sqlite/trouble-log.ts';
