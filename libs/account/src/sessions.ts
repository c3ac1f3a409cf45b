import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { instant, isoOf } from '@voldgrav/hydrology';
import type { Role, SessionListed } from '@voldgrav/wire';
import * as sql from './account-sql.ts';
import type { PersonCaller, TokenCaller } from './caller.ts';
import { isScope } from './scope.ts';
import { hashOf, newSecret } from './secret.ts';
import { LONGEST_HOURS, sessionEnd, type SessionFacts } from './session-life.ts';

interface SessionRow {
  readonly id: number;
  readonly created_at: number;
  readonly last_seen_at: number;
  readonly ended_at: number | null;
  readonly browser: string;
  readonly account: number | null;
  readonly name: string;
  readonly role: Role;
  readonly organisation: string | null;
  readonly closed_at: number | null;
  readonly token: number | null;
  readonly token_name: string;
  readonly scopes: string;
  readonly token_organisation: string | null;
  readonly expires_at: number;
  readonly revoked_at: number | null;
}

const MINUTE = 60_000;
const LONGEST_BROWSER = 200;

/** Who is signed in. A session is a secret that a browser keeps in a cookie; here is its hash. */
export class Sessions {
  private readonly database: DatabaseSyncInstance;

  constructor(database: DatabaseSyncInstance) {
    this.database = database;
  }

  /** The secret of a new session, of a person or of a screen with a display token. `browser` is what it calls itself. */
  start(whose: { readonly account: number } | { readonly token: number }, browser: string, now: number): string {
    const secret = newSecret();
    const [account, token] = 'account' in whose ? [whose.account, null] : [null, whose.token];
    this.database.prepare(sql.insertSession).run(hashOf(secret), account, token, browser.slice(0, LONGEST_BROWSER), now, now);
    return secret;
  }

  /** Whose session this is, and notes that it was used; undefined when there is none or it is over. */
  use(secret: string, now: number): PersonCaller | TokenCaller | undefined {
    const row = this.database.prepare(sql.selectSessionByHash).get(hashOf(secret)) as SessionRow | undefined;
    if (row === undefined || sessionEnd(factsOf(row), now) !== undefined) return undefined;
    // Once a minute is exact enough, and spares the disk.
    if (now - row.last_seen_at >= MINUTE) this.database.prepare(sql.touchSession).run(now, row.id);
    return callerOf(row);
  }

  /** Whether a session that was let in still holds. Looking on is not using: an open screen does not keep it alive. */
  holds(id: number, now: number): boolean {
    const row = this.database.prepare(sql.selectSessionById).get(id) as SessionRow | undefined;
    return row !== undefined && sessionEnd(factsOf(row), now) === undefined;
  }

  /** A person's sessions that hold, the newest used first. */
  listOf(account: number, now: number): readonly Omit<SessionListed, 'this'>[] {
    return (this.database.prepare(sql.selectSessionsOf).all(account) as SessionRow[])
      .filter((row) => sessionEnd(factsOf(row), now) === undefined)
      .map((row) => ({ id: row.id, browser: row.browser, createdAt: isoOf(instant(row.created_at)), lastSeenAt: isoOf(instant(row.last_seen_at)) }));
  }

  end(id: number, now: number): void {
    this.database.prepare(sql.endSession).run(now, id);
  }

  /** Forgets people's sessions that ran out long ago; a screen's are few and stay with their token. */
  prune(now: number): void {
    this.database.prepare(sql.deleteOldSessions).run(now - 4 * LONGEST_HOURS * 60 * MINUTE);
  }
}

function factsOf(row: SessionRow): SessionFacts {
  return {
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    ...(row.closed_at === null ? {} : { accountClosedAt: row.closed_at }),
    ...(row.token === null ? {} : { tokenUntil: Math.min(row.expires_at, row.revoked_at ?? Infinity) }),
  };
}

function callerOf(row: SessionRow): PersonCaller | TokenCaller {
  if (row.account !== null) {
    const organisation = row.organisation === null ? {} : { organisation: row.organisation };
    return { kind: 'person', account: row.account, session: row.id, name: row.name, role: row.role, ...organisation };
  }
  const organisation = row.token_organisation === null ? {} : { organisation: row.token_organisation };
  return { kind: 'token', token: row.token ?? 0, session: row.id, name: row.token_name, scopes: row.scopes.split(' ').filter(isScope), ...organisation };
}
