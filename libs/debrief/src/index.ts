export { type StorageEvidence, storageEvidence } from './storage-evidence.ts';
