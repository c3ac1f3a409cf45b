import type { LocalText } from './local-text.ts';

/** One on an organisation's rota: who is called, and after how many minutes without an answer. */
export interface Called {
  readonly role: LocalText;
  readonly afterMinutes: number;
}

/**
 * Whom to call when nobody acts, after the first `called` on the rota have been: the next one, and of a rota that is used up the last one again. Undefined
 * without a rota. `rota` in any order.
 */
export function nextCalled(rota: readonly Called[], called: number): Called | undefined {
  const inTurn = [...rota].sort((one, other) => one.afterMinutes - other.afterMinutes);
  return inTurn[Math.min(called, inTurn.length - 1)];
}
