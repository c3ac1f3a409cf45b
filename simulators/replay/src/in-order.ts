import type { Recorded, Recording } from './recorded.ts';

/** Several recordings as one, by arrival; what arrived at the same time comes in the order of the recordings. */
export const inOrder = (recordings: readonly Recording[]): Recording => ({
  async *parts() {
    const heads = recordings.map((recording) => new Head(recording));
    await Promise.all(heads.map((head) => head.fill()));
    for (;;) {
      const next = earliest(heads);
      if (next === undefined) return;
      // Up to the moment at which another one has something to say.
      const limit = Math.min(...heads.filter((head) => head !== next).map((head) => head.first?.receivedAt ?? Infinity));
      yield next.takeUntil(limit);
      await next.fill();
    }
  },
});

const earliest = (heads: readonly Head[]): Head | undefined =>
  heads.reduce<Head | undefined>((least, head) => (head.first !== undefined && (least?.first === undefined || head.first.receivedAt < least.first.receivedAt) ? head : least), undefined);

/** One recording and what of it has been read ahead. */
class Head {
  private readonly parts: AsyncIterator<readonly Recorded[]>;
  private part: readonly Recorded[] = [];
  private place = 0;

  constructor(recording: Recording) {
    this.parts = recording.parts()[Symbol.asyncIterator]();
  }

  get first(): Recorded | undefined {
    return this.part[this.place];
  }

  async fill(): Promise<void> {
    while (this.first === undefined) {
      const next = await this.parts.next();
      if (next.done === true) return;
      this.part = next.value;
      this.place = 0;
    }
  }

  /** At least the first one, and those behind it that came before `limit`. */
  takeUntil(limit: number): readonly Recorded[] {
    const from = this.place;
    do this.place += 1;
    while (this.first !== undefined && this.first.receivedAt < limit);
    return this.part.slice(from, this.place);
  }
}
