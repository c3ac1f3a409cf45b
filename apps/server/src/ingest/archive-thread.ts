import { parentPort, workerData } from 'node:worker_threads';
import { serveArchive } from '@voldgrav/storage';
import { openStore, type StoreAddress } from './open-store.ts';

/** The module of the store's own thread: it finds in `workerData` which store. */
if (parentPort === null) throw new Error('This module is the start of a thread.');
serveArchive(parentPort, (thread) => openStore(workerData as StoreAddress, thread));
