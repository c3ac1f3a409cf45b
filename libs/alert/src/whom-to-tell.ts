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
  const turns = inTurn(rota);
  return turns[Math.min(called, turns.length - 1)];
}

/** Who is to be called by `minutes` after an alert was raised that nobody has answered, beside the first `called` who have been. `rota` in any order. */
export const calledBy = (rota: readonly Called[], minutes: number, called: number): readonly Called[] => inTurn(rota).slice(called).filter(({ afterMinutes }) => afterMinutes <= minutes);

const inTurn = (rota: readonly Called[]): readonly Called[] => [...rota].sort((one, other) => one.afterMinutes - other.afterMinutes);
