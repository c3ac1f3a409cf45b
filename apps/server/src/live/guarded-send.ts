import { WebSocket } from 'ws';
import type { Send } from './live-feed.ts';

/** A client with more than this waiting in its socket has stalled: it is dropped, never buffered for (F33). */
export const MOST_BUFFERED = 1 << 20;

/**
 * Sends frames to a client, and drops it when it has stalled. The first frame does not count as long as it is on its way: it holds
 * the whole town, 2 MB of 10,000 sensors, and a slow line would be dropped at each try for what it cannot have sooner. So a
 * stalled client costs its first frame and `MOST_BUFFERED` at most, and one frame more.
 */
export function guardedSend(client: WebSocket): Send {
  let isFirst = true;
  let firstOnItsWay = 0;
  return (frame) => {
    if (client.readyState !== WebSocket.OPEN) return;
    if (client.bufferedAmount > MOST_BUFFERED + firstOnItsWay) return client.terminate();
    if (!isFirst) return client.send(frame);
    isFirst = false;
    firstOnItsWay = Buffer.byteLength(frame);
    client.send(frame, () => (firstOnItsWay = 0));
  };
}
