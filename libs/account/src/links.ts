import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { LinkKind } from '@voldgrav/wire';
import * as sql from './account-sql.ts';
import { hashOf, newSecret } from './secret.ts';

export interface Link {
  readonly kind: LinkKind;
  readonly account?: number;
}

const MINUTE = 60_000;
/** A link on one's own terminal is used at once; one that is handed to a colleague has until tomorrow. */
const LIFE: Readonly<Record<LinkKind, number>> = { 'sign-in': 15 * MINUTE, 'first-administrator': 15 * MINUTE, password: 24 * 60 * MINUTE };

/** One-time links. What is kept is a hash; the link itself is shown once. */
export class Links {
  private readonly database: DatabaseSyncInstance;

  constructor(database: DatabaseSyncInstance) {
    this.database = database;
  }

  /** The secret of a new link; earlier ones of its kind for the same account stop working. */
  make(link: Link, now: number): string {
    const secret = newSecret();
    this.database.prepare(sql.voidLinks).run(now, link.kind, link.account ?? null);
    this.database.prepare(sql.insertLink).run(hashOf(secret), link.kind, link.account ?? null, now + LIFE[link.kind]);
    return secret;
  }

  /** What a link is for, without using it up; undefined when it is wrong, used or too old. */
  look(secret: string, now: number): Link | undefined {
    const row = this.database.prepare(sql.selectLink).get(hashOf(secret)) as
      | { kind: LinkKind; account: number | null; expires_at: number; used_at: number | null }
      | undefined;
    if (row === undefined || row.used_at !== null || now >= row.expires_at) return undefined;
    return { kind: row.kind, ...(row.account === null ? {} : { account: row.account }) };
  }

  /** Uses a link up: true for one caller only, however many come at once. */
  take(secret: string, now: number): boolean {
    return Number(this.database.prepare(sql.takeLink).run(now, hashOf(secret)).changes) === 1;
  }

  /** Forgets links that ran out a month ago. */
  prune(now: number): void {
    this.database.prepare(sql.deleteOldLinks).run(now - 30 * 24 * 60 * MINUTE);
  }
}
