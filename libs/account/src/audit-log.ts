import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { instant, isoOf } from '@voldgrav/hydrology';
import type { AuditAct, AuditEntry } from '@voldgrav/wire';
import * as sql from './account-sql.ts';

/** Who did it: a person, a token, or the command line with the name of the machine's user. */
export interface Actor {
  readonly name: string;
  readonly organisation?: string;
  /** In the actor's own words, where they were asked. */
  readonly why?: string;
}

interface AuditRow {
  readonly seq: number;
  readonly at: number;
  readonly who: string;
  readonly organisation: string | null;
  readonly act: AuditAct;
  readonly subject: string;
  readonly detail: string | null;
  readonly why: string | null;
}

/** Every change, who made it and why. Rows are added and never touched again: the file itself refuses. */
export class AuditLog {
  private readonly database: DatabaseSyncInstance;

  constructor(database: DatabaseSyncInstance) {
    this.database = database;
  }

  /** `subject` is what was changed, by its name; never a secret, and neither is `detail`. */
  note(act: AuditAct, subject: string, by: Actor, at: number, detail?: string): void {
    this.database.prepare(sql.insertAudit).run(at, by.name, by.organisation ?? null, act, subject, detail ?? null, by.why ?? null);
  }

  /** Newest first, those before number `before`. */
  list({ before = Number.MAX_SAFE_INTEGER, limit }: { readonly before?: number; readonly limit: number }): readonly AuditEntry[] {
    return (this.database.prepare(sql.selectAudit).all(before, limit) as AuditRow[]).map((row) => ({
      seq: row.seq,
      at: isoOf(instant(row.at)),
      who: row.who,
      act: row.act,
      subject: row.subject,
      ...(row.organisation === null ? {} : { organisation: row.organisation }),
      ...(row.detail === null ? {} : { detail: row.detail }),
      ...(row.why === null ? {} : { why: row.why }),
    }));
  }
}
