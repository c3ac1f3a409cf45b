import type { Instant } from '@voldgrav/hydrology';
import type { Recorded, Recording } from './recorded.ts';

export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * What came in from `from` to `to`, both included. It ends with one entry of the clock, the latest of the span, so that
 * silence at its end decides in a replay what it decided when it was recorded.
 */
export const spanOf = (recording: Recording, { from, to }: Span): Recording => ({
  async *parts() {
    let latest: Instant | undefined;
    for await (const part of recording.parts()) {
      const inside = part.filter(({ receivedAt }) => receivedAt >= from && receivedAt <= to);
      for (const { receivedAt } of inside) if (latest === undefined || receivedAt > latest) latest = receivedAt;
      yield inside.filter(({ kind }) => kind !== 'clock');
    }
    yield latest === undefined ? [] : [{ kind: 'clock', receivedAt: latest } satisfies Recorded];
  },
});
