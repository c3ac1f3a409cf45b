import type { Role } from '@voldgrav/wire';
import type { Scope } from './scope.ts';

/** A person who signed in. */
export interface PersonCaller {
  readonly kind: 'person';
  readonly account: number;
  /** The session's number; its secret is with the browser. */
  readonly session: number;
  readonly name: string;
  readonly role: Role;
  readonly organisation?: string;
}

/** A program with an API token, or a screen that a display link let in; the latter has a session. */
export interface TokenCaller {
  readonly kind: 'token';
  readonly token: number;
  readonly session?: number;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly organisation?: string;
}

/** Who stands at a door. */
export type Caller = { readonly kind: 'anonymous' } | PersonCaller | TokenCaller;

export const ANONYMOUS: Caller = { kind: 'anonymous' };
