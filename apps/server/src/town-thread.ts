import { parentPort, workerData } from 'node:worker_threads';
import { readTown } from '@voldgrav/installation';

/** The module of the thread that reads a large town: it finds in `workerData` the town's folder, and tells what it read. */
if (parentPort === null) throw new Error('This module is the start of a thread.');
parentPort.postMessage(await readTown(workerData as string));
