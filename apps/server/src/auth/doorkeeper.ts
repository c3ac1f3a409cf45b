import type { IncomingHttpHeaders } from 'node:http';
import { type Accounts, ANONYMOUS, type Caller, doorOf, mayEnter } from '@voldgrav/account';
import type { RefusalReason } from '@voldgrav/wire';
import { sameOrigin } from './same-origin.ts';
import { cookieFormOf, sessionIn } from './session-cookie.ts';

/** A request as the doorkeeper sees it: before its body is read. */
export interface Knock {
  readonly method: string;
  /** The route as it is written in the table of doors. */
  readonly route: string;
  readonly headers: IncomingHttpHeaders;
  readonly address: string;
}

export type Admission =
  | { readonly ok: true; readonly caller: Caller }
  | { readonly ok: false; readonly status: 401 | 403; readonly title: string; readonly detail: string };

interface Desk {
  readonly accounts: Accounts;
  readonly refusals: { count(reason: RefusalReason, where: string, address: string, now: number): void };
  readonly settings: { readonly openView: boolean; readonly publicUrl?: string };
}

const READS = new Set(['GET', 'HEAD']);
const BEARER = /^Bearer +(\S+)$/i;

/** Tells who stands at a door and whether they may use it. The table of doors alone decides; every refusal is counted. */
export class Doorkeeper {
  private readonly desk: Desk;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  admit({ method, route, headers, address }: Knock, now: number): Admission {
    const where = `${method} ${route}`;
    const refuse = (reason: RefusalReason, status: 401 | 403, title: string, detail: string): Admission => {
      this.desk.refusals.count(reason, where, address, now);
      return { ok: false, status, title, detail };
    };
    if (!READS.has(method) && !sameOrigin(headers, this.desk.settings.publicUrl)) {
      return refuse('foreign-origin', 403, 'Forbidden', 'The request came from a page of another origin.');
    }
    const caller = this.callerOf(headers, where, address, now);
    if (caller === undefined) return refuse('token-not-valid', 401, 'Token not valid', 'This token is wrong, revoked or has run out. An administrator makes a new one with "voldgrav token add".');
    const entry = mayEnter(doorOf(method, route), caller, this.desk.settings);
    if (entry.allowed) return { ok: true, caller };
    switch (entry.because) {
      case 'no such door':
        return refuse('no-such-door', 403, 'Forbidden', 'This route is not in the table of doors, so nobody may use it.');
      case 'sign in first':
        return refuse('not-signed-in', 401, 'Not signed in', 'Sign in at /sign-in, or send a token as "Authorization: Bearer …".');
      case 'not with this role':
        return refuse('not-allowed', 403, 'Forbidden', 'Your role does not allow this.');
      case 'not with this scope':
        return refuse('not-allowed', 403, 'Forbidden', 'The scopes of this token do not allow this.');
    }
  }

  /** A token is meant: a wrong one is refused. A cookie comes by itself: one that is over counts as none. Undefined: a wrong token. */
  private callerOf(headers: IncomingHttpHeaders, where: string, address: string, now: number): Caller | undefined {
    const { accounts, refusals, settings } = this.desk;
    if (headers.authorization !== undefined) {
      const [, token] = BEARER.exec(headers.authorization) ?? [];
      return token === undefined ? undefined : accounts.tokens.caller(token, 'api', now);
    }
    const secret = sessionIn(headers.cookie, cookieFormOf(headers, settings.publicUrl));
    if (secret === undefined || secret === '') return ANONYMOUS;
    const caller = accounts.sessions.use(secret, now);
    if (caller === undefined) refusals.count('session-over', where, address, now);
    return caller ?? ANONYMOUS;
  }
}
