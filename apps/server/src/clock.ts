import { type Instant, instant } from '@voldgrav/hydrology';

/** The one place where the server asks what time it is; everything below it is told. */
export interface Clock {
  now(): Instant;
  /** Only the machine's own can jump; the others go as they are told. */
  readonly kind: 'machine' | 'test' | 'lane';
  /** How many clock milliseconds pass in one real one; 1 but for the test clock. */
  readonly speed: number;
}

export const realClock: Clock = { kind: 'machine', now: () => instant(Date.now()), speed: 1 };

/** A clock that starts at `start` now and runs `speed` times as fast (setting CLOCK). */
export function testClock({ start, speed }: { readonly start: number; readonly speed: number }): Clock {
  const began = performance.now();
  return { kind: 'test', now: () => instant(Math.round(start + (performance.now() - began) * speed)), speed };
}
