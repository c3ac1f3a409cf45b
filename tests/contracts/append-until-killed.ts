import { writeSync } from 'node:fs';
import { instant } from '@voldgrav/hydrology';
import { openJournal } from '@voldgrav/journal';

/** Appends to the journal named by the first argument, 20 at a time, and prints each number once it is acknowledged. It never ends by itself. */
const journal = openJournal({ file: process.argv[3] as string });

async function appendForEver(worker: number): Promise<never> {
  for (let i = 0; ; i++) {
    const text = `${process.pid}.${worker}.${i}`;
    const seq = await journal.append({ kind: 'message', topic: 'sensors/rain-17/json', payload: Buffer.from(text), origin: 'test', receivedAt: instant(i) });
    // Straight to the pipe: what this process still held in memory would die with it and prove nothing.
    writeSync(1, `${seq} ${text}\n`);
  }
}

for (let worker = 0; worker < 20; worker++) void appendForEver(worker);
