const FIRST = 1_000;
const LONGEST = 30_000;

/**
 * Milliseconds to wait before the next try to connect: anywhere between nothing and a span that doubles from 1 s to 30 s with
 * each failed try (`failures` counts from 0). Drawing from the whole span parts a crowd that lost its broker at the same
 * moment: 257 tries in the worst tenth of a second became 12 (operations.md M6). `random` gives numbers in [0, 1).
 */
export const fullJitter = (failures: number, random: () => number): number => random() * Math.min(LONGEST, FIRST * 2 ** failures);
