import { type ReplayOrder, SEEK_FORMS } from './replay-order.ts';

/** What the keys do, for whoever sits at the terminal. */
export const KEYS = 'Keys: space pause and go on · → one message on · ← ten minutes back · s to a time · + and - faster and slower · q end here';

const ESCAPE = '\u001b';

const ORDERS: Readonly<Record<string, ReplayOrder>> = {
  ' ': { kind: 'toggle' },
  [`${ESCAPE}[C`]: { kind: 'step' },
  [`${ESCAPE}[D`]: { kind: 'seek', to: '-10' },
  '+': { kind: 'faster' },
  '-': { kind: 'slower' },
  q: { kind: 'quit' },
  // Ctrl-C is a key like any other where keys are read one by one.
  '\u0003': { kind: 'quit' },
};

/** Escape sequences, and what is typed. */
const KEY = new RegExp(`${ESCAPE}\\[[A-Z]|[^]`, 'gu');

/** Turns what a terminal says key by key into orders; after `s` a time is written, until Enter. */
export class KeyOrders {
  private readonly onOrder: (order: ReplayOrder) => void;
  private readonly echo: (text: string) => void;
  /** What has been written of a time; undefined while none is asked for. */
  private written: string | undefined;

  /** `echo` shows what is being written, without an end of the line. */
  constructor(onOrder: (order: ReplayOrder) => void, echo: (text: string) => void) {
    this.onOrder = onOrder;
    this.echo = echo;
  }

  /** Whether a time is being written, so that nothing else should be drawn. */
  get isWriting(): boolean {
    return this.written !== undefined;
  }

  hear(chunk: string): void {
    for (const [key] of chunk.matchAll(KEY)) this.press(key);
  }

  private press(key: string): void {
    if (this.written !== undefined && key !== '\u0003') return this.write(key, this.written);
    if (key === 's') {
      this.written = '';
      return this.echo(`\r${ESCAPE}[2KTo when (${SEEK_FORMS}): `);
    }
    const order = ORDERS[key];
    if (order !== undefined) this.onOrder(order);
  }

  private write(key: string, written: string): void {
    if (key === '\r' || key === '\n') {
      this.written = undefined;
      this.echo(`\r${ESCAPE}[2K`);
      if (written !== '') this.onOrder({ kind: 'seek', to: written });
    } else if (key === '\u007f' || key === '\b') {
      this.written = written.slice(0, -1);
      if (written !== '') this.echo('\b \b');
    } else if (key >= ' ' && key.length === 1) {
      this.written = written + key;
      this.echo(key);
    }
  }
}
