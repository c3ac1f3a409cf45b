import { type Instant, MINUTE } from '@voldgrav/hydrology';
import type { Publisher } from '@voldgrav/mqtt';
import { type DeviceSource, edgeNodesOf, edgeNodeToAsk, rebirthRequest } from '@voldgrav/wire';

/** An edge node answers with all its births, which may be thousands of values: it is asked this seldom, whatever it does. */
const AGAIN_AFTER = MINUTE;

export interface RebirthOptions {
  readonly devices: readonly Pick<DeviceSource, 'id'>[];
  /** Connects to the broker; called when there is something to send, and again after it failed. */
  readonly connect: () => Promise<Publisher>;
  readonly now: () => Instant;
  readonly tell: (line: string) => void;
}

/**
 * Asks edge nodes of Sparkplug B for their births when a message shows that we have missed some. Only what comes in now is a
 * reason: a journal that is gone through again asks for nothing.
 */
export class RebirthRequests {
  private readonly options: RebirthOptions;
  private ours: ReadonlySet<string>;
  private readonly askedAt = new Map<string, Instant>();
  private publisher: Promise<Publisher> | undefined;
  private closed = false;

  constructor(options: RebirthOptions) {
    this.options = options;
    this.ours = edgeNodesOf(options.devices);
  }

  /** The town has other devices from here on. */
  readBy(devices: readonly Pick<DeviceSource, 'id'>[]): void {
    this.ours = edgeNodesOf(devices);
  }

  /** What could not be used of a message that has just come. */
  take(notes: readonly { readonly topic: string; readonly reason: string }[]): void {
    for (const note of notes) {
      const edgeNode = edgeNodeToAsk(note);
      if (edgeNode !== undefined && this.ours.has(edgeNode)) this.ask(edgeNode);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    const publisher = await this.publisher?.catch(() => undefined);
    await publisher?.close();
  }

  private ask(edgeNode: string): void {
    const now = this.options.now();
    const last = this.askedAt.get(edgeNode);
    // A clock that was set back must not keep us from asking.
    if (this.closed || (last !== undefined && now >= last && now - last < AGAIN_AFTER)) return;
    this.askedAt.set(edgeNode, now);
    const { topic, payload } = rebirthRequest(edgeNode, now);
    this.publisher ??= this.options.connect();
    this.publisher.then((publisher) => publisher.publish(topic, payload, { qos: 0, retain: false })).catch((cause: unknown) => this.failed(edgeNode, cause));
  }

  /** The next message that shows the same asks again, a minute from now. */
  private failed(edgeNode: string, cause: unknown): void {
    const { publisher } = this;
    this.publisher = undefined;
    void publisher?.then((each) => each.close()).catch(() => undefined);
    this.options.tell(`The edge node ${edgeNode} could not be asked for its births: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
}
