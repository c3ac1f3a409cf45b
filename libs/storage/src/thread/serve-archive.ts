import type { MessagePort } from 'node:worker_threads';
import type { Instant } from '@voldgrav/hydrology';
import type { OwnArchive } from '../archive/archive-over.ts';
import type { RefusedByStore } from '../influx/influx-store.ts';
import type { ArchiveAnswer, ArchiveCall, NumberedCall } from './archive-call.ts';
import { unpackObservations } from './packed-observations.ts';

/** What a thread opens its archive with: the two things that only the thread which asks knows. */
export interface ThreadedArchive {
  /** As that thread's clock says, at the newest append. */
  readonly rawSince: () => Instant;
  readonly onRefused: (refused: RefusedByStore) => void;
}

/** Answers over `port` what `archiveInThread` asks at its other end, in the order in which it comes to be answered. Closes the port with the archive. */
export function serveArchive(port: MessagePort, open: (thread: ThreadedArchive) => OwnArchive): void {
  let rawSince = -Infinity as Instant;
  const answer = (said: ArchiveAnswer): void => port.postMessage(said);
  const archive = open({ rawSince: () => rawSince, onRefused: (refused) => answer({ refused }) });

  function answered(call: ArchiveCall): Promise<unknown> | void {
    switch (call.method) {
      case 'append':
        rawSince = call.rawSince ?? rawSince;
        return archive.append(unpackObservations(call.observations, call.after));
      case 'range':
        return archive.range(call.query);
      case 'latest':
        return archive.latest(call.sensor, call.quantity);
      case 'rollups':
        return archive.rollups(call.queries);
      case 'forget':
        return archive.forget(call.until);
      default:
        return archive[call.method]();
    }
  }

  port.on('message', ({ number, call }: NumberedCall) => {
    const done = async (): Promise<unknown> => answered(call);
    void done()
      .then((value) => answer({ number, value }), (cause: unknown) => answer({ number, fault: cause instanceof Error ? cause.message : String(cause), isPromiseBroken: cause instanceof TypeError }))
      .finally(() => {
        if (call.method === 'close') port.close();
      });
  });
}
