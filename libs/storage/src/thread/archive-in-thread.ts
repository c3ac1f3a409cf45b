import { Worker } from 'node:worker_threads';
import type { Instant } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import type { Rollup } from '@voldgrav/rollup';
import type { OwnArchive } from '../archive/archive-over.ts';
import type { RefusedByStore } from '../influx/influx-store.ts';
import type { ArchiveAnswer, ArchiveCall, NumberedCall } from './archive-call.ts';
import { ObservationPacker } from './packed-observations.ts';

export interface ThreadedArchiveOptions {
  /** A built module that calls `serveArchive` with its parent's port. */
  readonly module: URL;
  /** What that module finds as its `workerData`: nothing that cannot be copied. */
  readonly workerData: unknown;
  readonly rawSince?: (() => Instant) | undefined;
  readonly onRefused: (refused: RefusedByStore) => void;
}

/** What it makes lives for one call: the large young generation of the intake's thread would be memory for nothing here. */
const YOUNG_MB = 8;

interface Asked {
  readonly resolve: (value: unknown) => void;
  readonly reject: (cause: Error) => void;
}

interface Running {
  readonly worker: Worker;
  /** By the number of the call. */
  readonly asked: Map<number, Asked>;
}

/**
 * An archive in a thread of its own: what is written, rolled up and asked for does not keep the thread of the intake. It starts with the
 * first call. Should it end by itself, what it was asked is rejected with the reason, and the next call starts another.
 */
export function archiveInThread({ module, workerData, rawSince, onRefused }: ThreadedArchiveOptions): OwnArchive {
  let running: Running | undefined;
  let isClosed = false;
  let number = 0;

  function start(): Running {
    const worker = new Worker(module, { workerData, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    const asked = new Map<number, Asked>();
    const started: Running = { worker, asked };
    const ended = (reason: string): void => {
      if (running === started) running = undefined;
      for (const { reject } of asked.values()) reject(new Error(`The thread of the observation store ended: ${reason}`));
      asked.clear();
    };
    worker.on('message', (answer: ArchiveAnswer) => {
      if ('refused' in answer) return onRefused(answer.refused);
      const waiting = asked.get(answer.number);
      asked.delete(answer.number);
      if (!('fault' in answer)) waiting?.resolve(answer.value);
      else waiting?.reject(answer.isPromiseBroken ? new TypeError(answer.fault) : new Error(answer.fault));
    });
    worker.on('error', (cause) => ended(cause instanceof Error ? cause.message : String(cause)));
    worker.on('exit', (code) => ended(`exit code ${code}`));
    return started;
  }

  function ask<Answer>(call: ArchiveCall, handedOver: ArrayBuffer[] = []): Promise<Answer> {
    if (isClosed) return Promise.reject(new Error('The observation store is closed'));
    const { worker, asked } = (running ??= start());
    number += 1;
    const numbered: NumberedCall = { number, call };
    return new Promise<Answer>((resolve, reject) => {
      asked.set(numbered.number, { resolve: resolve as (value: unknown) => void, reject });
      worker.postMessage(numbered, handedOver);
    });
  }

  async function appendPacked(packer: ObservationPacker, after: number): Promise<void> {
    if (packer.count === 0) return;
    const packed = packer.packed();
    await ask({ method: 'append', observations: packed, after, rawSince: rawSince?.() }, [packed.numbers.buffer]);
  }

  return {
    append: (observations) => {
      const packer = new ObservationPacker();
      for (const each of observations) packer.add(0, each);
      return appendPacked(packer, -1);
    },
    appendPacked,
    range: (query) => ask<readonly Observation[]>({ method: 'range', query }),
    latest: (sensor, quantity) => ask<Observation | undefined>({ method: 'latest', sensor, quantity }),
    rollups: (queries) => ask<readonly (readonly Rollup[])[]>({ method: 'rollups', queries }),
    roll: () => ask({ method: 'roll' }),
    forget: (until) => ask({ method: 'forget', until }),
    reachable: () => ask({ method: 'reachable' }),
    close: async () => {
      const closing = running;
      const closed = closing === undefined ? undefined : ask({ method: 'close' }).catch(() => undefined);
      isClosed = true;
      if (closing === undefined) return;
      await closed;
      running = undefined;
      await closing.worker.terminate();
    },
  };
}
