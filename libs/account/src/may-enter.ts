import type { Role } from '@voldgrav/wire';
import type { Caller } from './caller.ts';
import type { Scope } from './scope.ts';

/** Who may use one door of the server. */
export interface Door {
  /** 'always': before anyone has signed in. 'view': reading, which the town may leave open to all (`OPEN_VIEW`). */
  readonly open?: 'always' | 'view';
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
}

export type Entry =
  | { readonly allowed: true; readonly because: 'open' | 'role' | 'scope' }
  | { readonly allowed: false; readonly because: 'no such door' | 'sign in first' | 'not with this role' | 'not with this scope' };

/** Whether `caller` may use `door`; undefined is a door that the table does not know, which nobody may use. */
export function mayEnter(door: Door | undefined, caller: Caller, town: { readonly openView: boolean }): Entry {
  if (door === undefined) return { allowed: false, because: 'no such door' };
  if (door.open === 'always' || (door.open === 'view' && town.openView)) return { allowed: true, because: 'open' };
  switch (caller.kind) {
    case 'anonymous':
      return { allowed: false, because: 'sign in first' };
    case 'person':
      return door.roles.includes(caller.role) ? { allowed: true, because: 'role' } : { allowed: false, because: 'not with this role' };
    case 'token':
      return door.scopes.some((scope) => caller.scopes.includes(scope))
        ? { allowed: true, because: 'scope' }
        : { allowed: false, because: 'not with this scope' };
  }
}
