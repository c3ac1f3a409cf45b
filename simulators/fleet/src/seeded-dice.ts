/**
 * Numbers in [0, 1), the same ones in the same order for the same seed. A step is a few additions and shifts, because the
 * fleet throws for every message. Mulberry32 by Tommy Ettinger, public domain.
 */
export function seededDice(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
