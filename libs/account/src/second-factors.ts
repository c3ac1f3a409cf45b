import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { inTransaction } from './account-file.ts';
import * as sql from './account-sql.ts';
import type { Actor, AuditLog } from './audit-log.ts';
import { type Account, actorOf } from './people.ts';
import type { Seal } from './seal.ts';
import { hashOf, newRecoveryCode, recoveryCodeFrom } from './secret.ts';
import { checkTotp, newTotpSecret, totpAddress } from './totp-check.ts';

const RECOVERY_CODES = 10;
const ISSUER = 'Voldgrav';

export type CodeAnswer =
  | { readonly ok: true; readonly with: 'code' | 'recovery-code' }
  | { readonly ok: false; readonly because: 'wrong-code' | 'replayed-code' };

interface TotpRow {
  readonly sealed_key: Uint8Array;
  readonly confirmed_at: number | null;
  readonly last_step: number | null;
}

/** The second factor: a code from an authenticator app, or one of ten printed codes when the phone is gone. */
export class SecondFactors {
  private readonly database: DatabaseSyncInstance;
  private readonly audit: AuditLog;
  private readonly seal: Seal;

  constructor(database: DatabaseSyncInstance, audit: AuditLog, seal: Seal) {
    this.database = database;
    this.audit = audit;
    this.seal = seal;
  }

  /** A key to put into an app. It counts for nothing until a code from that app has confirmed it; 'is-on': there is one already. */
  begin(account: Account, now: number): { readonly key: string; readonly address: string } | 'is-on' {
    if (this.rowOf(account)?.confirmed_at != null) return 'is-on';
    const key = newTotpSecret();
    this.database.prepare(sql.upsertTotp).run(account.id, this.seal.close(key), now);
    return { key, address: totpAddress(key, account.name, ISSUER) };
  }

  /** Turns it on with a code from the app. Gives the recovery codes, which are not shown again; undefined for a wrong code. */
  confirm(account: Account, code: string, now: number): readonly string[] | undefined {
    return inTransaction(this.database, () => {
      const row = this.rowOf(account);
      if (row === undefined || row.confirmed_at !== null) return undefined;
      const check = checkTotp(this.seal.open(row.sealed_key), code, now, undefined);
      if (!check.ok) return undefined;
      this.database.prepare(sql.confirmTotp).run(now, check.step, account.id);
      this.database.prepare(sql.deleteRecoveryCodes).run(account.id);
      const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
      for (const each of codes) this.database.prepare(sql.insertRecoveryCode).run(account.id, hashOf(recoveryCodeFrom(each)));
      this.audit.note('totp-on', account.name, actorOf(account), now);
      return codes;
    });
  }

  /** Takes a code from the app or a recovery code, each of which works once. */
  take(account: Account, typed: string, now: number): CodeAnswer {
    return inTransaction(this.database, () => {
      const row = this.rowOf(account);
      if (row === undefined || row.confirmed_at === null) return { ok: false, because: 'wrong-code' };
      const check = checkTotp(this.seal.open(row.sealed_key), typed, now, row.last_step ?? undefined);
      if (check.ok) return this.takeStep(account, check.step);
      return check.because === 'replayed-code' ? check : this.takeRecoveryCode(account, typed, now);
    });
  }

  /** How many recovery codes are left. */
  recoveryCodesLeft(account: Account): number {
    return (this.database.prepare(sql.countRecoveryCodes).get(account.id) as { count: number }).count;
  }

  remove(account: Account, by: Actor, now: number): void {
    inTransaction(this.database, () => {
      this.database.prepare(sql.deleteRecoveryCodes).run(account.id);
      const { changes } = this.database.prepare(sql.deleteTotp).run(account.id);
      if (Number(changes) > 0) this.audit.note('totp-off', account.name, by, now);
    });
  }

  private takeStep(account: Account, step: number): CodeAnswer {
    const { changes } = this.database.prepare(sql.takeTotpStep).run(step, account.id);
    return Number(changes) === 1 ? { ok: true, with: 'code' } : { ok: false, because: 'replayed-code' };
  }

  private takeRecoveryCode(account: Account, typed: string, now: number): CodeAnswer {
    const hash = hashOf(recoveryCodeFrom(typed));
    if (Number(this.database.prepare(sql.takeRecoveryCode).run(now, account.id, hash).changes) === 1) {
      this.audit.note('recovery-code-used', account.name, actorOf(account), now, `${this.recoveryCodesLeft(account)} left`);
      return { ok: true, with: 'recovery-code' };
    }
    const usedBefore = this.database.prepare(sql.selectUsedRecoveryCode).get(account.id, hash) !== undefined;
    return { ok: false, because: usedBefore ? 'replayed-code' : 'wrong-code' };
  }

  private rowOf(account: Account): TotpRow | undefined {
    return this.database.prepare(sql.selectTotp).get(account.id) as TotpRow | undefined;
  }
}
