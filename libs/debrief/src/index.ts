export type { StorageEvidence } from './storage-evidence.ts';
