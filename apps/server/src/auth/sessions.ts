import { createHash, randomBytes } from 'node:crypto';

export const SESSION_COOKIE = 'voldgrav_session';
const SESSION_HOURS = 12;
const LINK_MINUTES = 15;

export interface Session {
  readonly name: string;
  readonly expiresAt: number;
}

/**
 * The one-time sign-in link and the sessions that come of it, in memory: a restart signs everyone out. Only hashes are
 * kept, so that a memory dump holds no key. Accounts and roles come with their own step.
 */
export class Sessions {
  private readonly links = new Map<string, number>();
  private readonly sessions = new Map<string, Session>();

  /** A token that signs in once within 15 minutes. */
  newLink(now: number): string {
    const token = randomToken();
    this.links.set(hash(token), now + LINK_MINUTES * 60_000);
    return token;
  }

  /** Uses a link up; gives the cookie's value, or undefined for a token that is wrong, used or too old. */
  signIn(token: string, name: string, now: number): string | undefined {
    const key = hash(token);
    const expiresAt = this.links.get(key);
    this.links.delete(key);
    if (expiresAt === undefined || now > expiresAt) return undefined;
    const session = randomToken();
    this.sessions.set(hash(session), { name, expiresAt: now + SESSION_HOURS * 3_600_000 });
    return session;
  }

  /** Whose session a request's `Cookie` header carries. */
  of(cookieHeader: string | undefined, now: number): Session | undefined {
    const value = cookieHeader?.match(new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([A-Za-z0-9_-]+)`))?.[1];
    const session = value === undefined ? undefined : this.sessions.get(hash(value));
    return session === undefined || now > session.expiresAt ? undefined : session;
  }

  /** The `Set-Cookie` header for a session. `secure` once the desk is reached over https. */
  static cookie(session: string, secure: boolean): string {
    const parts = [`${SESSION_COOKIE}=${session}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${SESSION_HOURS * 3600}`];
    return [...parts, ...(secure ? ['Secure'] : [])].join('; ');
  }
}

const randomToken = (): string => randomBytes(32).toString('base64url');
const hash = (token: string): string => createHash('sha256').update(token).digest('hex');
