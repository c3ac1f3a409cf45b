import type { Account, Caller, PersonCaller } from '@voldgrav/account';
import type { House } from '../house.ts';
import { Problem } from '../http/problem.ts';

/** The signed-in person behind a request that only people may make. */
export function requirePerson(caller: Caller, { accounts }: House): { readonly account: Account; readonly caller: PersonCaller } {
  const account = caller.kind === 'person' ? accounts.people.withId(caller.account) : undefined;
  if (caller.kind !== 'person' || account === undefined) throw new Problem(403, 'Forbidden', 'Only a person who is signed in has an account.');
  return { account, caller };
}
