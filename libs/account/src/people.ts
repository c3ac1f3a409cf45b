import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Role } from '@voldgrav/wire';
import { inTransaction } from './account-file.ts';
import * as sql from './account-sql.ts';
import type { Actor, AuditLog } from './audit-log.ts';
import { normalised } from './password-fault.ts';

export interface Account {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  /** An id of the town's organisations.yaml. */
  readonly organisation?: string;
  /** Absent until the person has set one. */
  readonly passwordHash?: string;
  readonly hasTotp: boolean;
  readonly createdAt: number;
  readonly closedAt?: number;
}

export interface NewAccount {
  readonly name: string;
  readonly role: Role;
  readonly organisation?: string;
  readonly passwordHash?: string;
}

interface AccountRow {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly organisation: string | null;
  readonly password_hash: string | null;
  readonly has_totp: number;
  readonly created_at: number;
  readonly closed_at: number | null;
}

/** Two to sixty characters that can be seen. */
const NAME = /^[^\p{C}]{2,60}$/u;
export const isAccountName = (name: string): boolean => NAME.test(name) && name === name.trim();

/** Names differ when people would say so: not by capitals or by how a keyboard sends an å. */
export const nameKey = (name: string): string => normalised(name).trim().toLowerCase();

/** The accounts: who there is, as what, and for whom. Every change is in the audit log with it. */
export class People {
  private readonly database: DatabaseSyncInstance;
  private readonly audit: AuditLog;

  constructor(database: DatabaseSyncInstance, audit: AuditLog) {
    this.database = database;
    this.audit = audit;
  }

  /** Undefined when the name is taken, if only by an account that was closed: the audit log must stay readable. */
  add(person: NewAccount, by: Actor, now: number): Account | undefined {
    return inTransaction(this.database, () => {
      if (this.named(person.name) !== undefined) return undefined;
      const { name, role, organisation, passwordHash } = person;
      const { lastInsertRowid } = this.database
        .prepare(sql.insertAccount)
        .run(name, nameKey(name), role, organisation ?? null, passwordHash ?? null, now);
      this.audit.note('account-added', name, by, now, organisation === undefined ? role : `${role}, ${organisation}`);
      return this.withId(Number(lastInsertRowid));
    });
  }

  named(name: string): Account | undefined {
    return accountOf(this.database.prepare(sql.selectAccountByKey).get(nameKey(name)));
  }

  withId(id: number): Account | undefined {
    return accountOf(this.database.prepare(sql.selectAccountById).get(id));
  }

  /** Open ones first, by name. */
  list(): readonly Account[] {
    return this.database.prepare(sql.selectAccounts).all().flatMap((row) => accountOf(row) ?? []);
  }

  /** Whether someone can sign in as administrator. */
  hasAdministrator(): boolean {
    return (this.database.prepare(sql.countAdministrators).get() as { count: number }).count > 0;
  }

  /** The person sets their own; every session ends, in case the old password was in other hands. */
  setPassword(account: Account, passwordHash: string, now: number): void {
    inTransaction(this.database, () => {
      this.database.prepare(sql.updatePassword).run(passwordHash, account.id);
      this.database.prepare(sql.endSessionsOf).run(now, account.id);
      this.audit.note('password-set', account.name, actorOf(account), now);
    });
  }

  /** For good. Its sessions end with it, live connections included; false when it was closed before. */
  close(account: Account, by: Actor, now: number): boolean {
    return inTransaction(this.database, () => {
      if (Number(this.database.prepare(sql.closeAccount).run(now, account.id).changes) === 0) return false;
      this.database.prepare(sql.endSessionsOf).run(now, account.id);
      this.database.prepare(sql.voidLinks).run(now, 'password', account.id);
      this.audit.note('account-closed', account.name, by, now);
      return true;
    });
  }
}

export const actorOf = ({ name, organisation }: Pick<Account, 'name' | 'organisation'>): Actor => ({
  name,
  ...(organisation === undefined ? {} : { organisation }),
});

function accountOf(found: unknown): Account | undefined {
  if (found === undefined) return undefined;
  const row = found as AccountRow;
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    hasTotp: row.has_totp === 1,
    createdAt: row.created_at,
    ...(row.organisation === null ? {} : { organisation: row.organisation }),
    ...(row.password_hash === null ? {} : { passwordHash: row.password_hash }),
    ...(row.closed_at === null ? {} : { closedAt: row.closed_at }),
  };
}
