import { createInterface } from 'node:readline';
import { KeyOrders, KEYS } from './key-orders.ts';
import { replayOrder, type ReplayOrder } from './replay-order.ts';

/** Where orders come from. */
export interface OrderSource {
  /** `onEnd` is called when no more can come. Gives how to stop listening. */
  readonly listen: (onOrder: (order: ReplayOrder) => void, onEnd: () => void) => () => void;
  /** Whether somebody is writing on the terminal, so that nothing else should be drawn. */
  readonly isBusy: () => boolean;
}

/** Nobody orders anything but the end, by a signal. */
export const signalsOnly: OrderSource = { listen: (onOrder) => onSignals(onOrder), isBusy: () => false };

/** Lines on an input, such as a pipe. */
export const lineOrders = (input: NodeJS.ReadableStream): OrderSource => ({
  listen(onOrder, onEnd) {
    const stopSignals = onSignals(onOrder);
    const lines = createInterface({ input, terminal: false });
    lines.on('line', (line) => (line.trim() === '' ? undefined : onOrder(replayOrder(line))));
    lines.on('close', onEnd);
    return () => {
      stopSignals();
      lines.removeAllListeners();
      lines.close();
    };
  },
  isBusy: () => false,
});

/** A terminal's keys, each as it is pressed. */
export function keyOrders(input: NodeJS.ReadStream, screen: Pick<NodeJS.WriteStream, 'write'>): OrderSource {
  let keys: KeyOrders | undefined;
  return {
    listen(onOrder) {
      const stopSignals = onSignals(onOrder);
      const reading = (keys = new KeyOrders(onOrder, (text) => screen.write(text)));
      const hear = (chunk: Buffer): void => reading.hear(chunk.toString('utf8'));
      input.setRawMode(true);
      input.on('data', hear).resume();
      // Not before: whoever reads it presses a key, which would wait for Enter.
      screen.write(`${KEYS}\n`);
      return () => {
        stopSignals();
        input.off('data', hear).pause();
        input.setRawMode(false);
      };
    },
    isBusy: () => keys?.isWriting === true,
  };
}

/** Ctrl-C ends where it stands, with a report; a second one ends the process. */
function onSignals(onOrder: (order: ReplayOrder) => void): () => void {
  const quit = (): void => onOrder({ kind: 'quit' });
  process.once('SIGINT', quit).once('SIGTERM', quit);
  return () => void process.off('SIGINT', quit).off('SIGTERM', quit);
}
