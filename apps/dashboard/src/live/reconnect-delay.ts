const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** How long to wait before try number `attempt` (from 1): doubling, with full jitter so that screens do not come back all at once. */
export const reconnectDelay = (attempt: number, dice: number): number =>
  FIRST_MS + dice * Math.min(LONGEST_MS - FIRST_MS, FIRST_MS * 2 ** (attempt - 1));
