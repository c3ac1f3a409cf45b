import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { instant, isoOf } from '@voldgrav/hydrology';
import { inTransaction } from './account-file.ts';
import * as sql from './account-sql.ts';
import type { Actor, AuditLog } from './audit-log.ts';
import type { TokenCaller } from './caller.ts';
import { isScope, type Scope } from './scope.ts';
import { hashOf, newSecret } from './secret.ts';

/** 'api': a program sends it with every request. 'display': a link that lets a screen look on. */
export type TokenKind = 'api' | 'display';

export interface NewToken {
  readonly name: string;
  readonly kind: TokenKind;
  readonly scopes: readonly Scope[];
  readonly organisation?: string;
  readonly expiresAt: number;
}

export interface Token extends NewToken {
  readonly id: number;
  readonly createdAt: number;
  readonly revokedAt?: number;
}

export interface TokenRow {
  readonly id: number;
  readonly name: string;
  readonly kind: TokenKind;
  readonly scopes: string;
  readonly organisation: string | null;
  readonly created_at: number;
  readonly expires_at: number;
  readonly revoked_at: number | null;
}

/** API and display tokens. The secret is shown once, when a token is made; what is kept is its hash. */
export class Tokens {
  private readonly database: DatabaseSyncInstance;
  private readonly audit: AuditLog;

  constructor(database: DatabaseSyncInstance, audit: AuditLog) {
    this.database = database;
    this.audit = audit;
  }

  /** The secret of the new token. Its prefix lets a scanner for leaked secrets know it. */
  add(token: NewToken, by: Actor, now: number): { readonly id: number; readonly secret: string } {
    const secret = `voldgrav_${token.kind}_${newSecret()}`;
    return inTransaction(this.database, () => {
      const { lastInsertRowid } = this.database
        .prepare(sql.insertToken)
        .run(hashOf(secret), token.name, token.kind, token.scopes.join(' '), token.organisation ?? null, now, token.expiresAt);
      const id = Number(lastInsertRowid);
      this.audit.note('token-added', `${token.name} (${id})`, by, now, `${token.kind}, ${token.scopes.join(' ')}, until ${isoOf(instant(token.expiresAt))}`);
      return { id, secret };
    });
  }

  list(): readonly Token[] {
    return (this.database.prepare(sql.selectTokens).all() as TokenRow[]).map(tokenOf);
  }

  /** False when there is no such token or it was revoked before. */
  revoke(id: number, by: Actor, now: number): boolean {
    return inTransaction(this.database, () => {
      const token = this.withId(id);
      if (token === undefined || Number(this.database.prepare(sql.revokeToken).run(now, id).changes) === 0) return false;
      this.audit.note('token-revoked', `${token.name} (${id})`, by, now);
      return true;
    });
  }

  /** Who brings this secret as `kind`; undefined when it is wrong, run out or revoked. */
  caller(secret: string, kind: TokenKind, now: number): TokenCaller | undefined {
    const row = this.database.prepare(sql.selectTokenByHash).get(hashOf(secret)) as TokenRow | undefined;
    return row === undefined || row.kind !== kind ? undefined : holding(tokenOf(row), now);
  }

  /** Whether a token that was let in still holds. */
  holds(id: number, now: number): boolean {
    const token = this.withId(id);
    return token !== undefined && holding(token, now) !== undefined;
  }

  withId(id: number): Token | undefined {
    const row = this.database.prepare(sql.selectTokenById).get(id) as TokenRow | undefined;
    return row === undefined ? undefined : tokenOf(row);
  }
}

function holding(token: Token, now: number): TokenCaller | undefined {
  if (token.revokedAt !== undefined || now >= token.expiresAt) return undefined;
  const { id, name, scopes, organisation } = token;
  return { kind: 'token', token: id, name, scopes, ...(organisation === undefined ? {} : { organisation }) };
}

function tokenOf(row: TokenRow): Token {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    scopes: row.scopes.split(' ').filter(isScope),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...(row.organisation === null ? {} : { organisation: row.organisation }),
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  };
}
