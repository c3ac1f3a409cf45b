import { inTransaction, openAccountFile } from './account-file.ts';
import { AuditLog } from './audit-log.ts';
import type { Caller } from './caller.ts';
import { Devices } from './devices.ts';
import { Links } from './links.ts';
import { People } from './people.ts';
import { sealWith } from './seal.ts';
import { SecondFactors } from './second-factors.ts';
import { Sessions } from './sessions.ts';
import { Tokens } from './tokens.ts';

/** Everything about people, tokens and devices, in one file. Server and command line may have it open at once. */
export interface Accounts {
  readonly people: People;
  readonly secondFactors: SecondFactors;
  readonly sessions: Sessions;
  readonly links: Links;
  readonly tokens: Tokens;
  readonly devices: Devices;
  readonly audit: AuditLog;
  /** Several of the above as one step: all or nothing. */
  readonly together: <Result>(work: () => Result) => Result;
  /** Whether someone who was let in may stay: the session or token still holds. Who needed none may. */
  readonly mayStay: (caller: Caller, now: number) => boolean;
  readonly close: () => void;
}

/**
 * Opens the accounts' file, makes it when there is none, and forgets sessions and links that ran out long ago. Throws when it
 * is no such file or was written by a newer version. `sessionSecret` seals the second factors.
 */
export function openAccounts({ file, sessionSecret, now }: { readonly file: string; readonly sessionSecret: string; readonly now: number }): Accounts {
  const database = openAccountFile(file);
  const audit = new AuditLog(database);
  const sessions = new Sessions(database);
  const tokens = new Tokens(database, audit);
  const links = new Links(database);
  sessions.prune(now);
  links.prune(now);
  return {
    people: new People(database, audit),
    secondFactors: new SecondFactors(database, audit, sealWith(sessionSecret)),
    sessions,
    links,
    tokens,
    devices: new Devices(database, audit),
    audit,
    together: (work) => inTransaction(database, work),
    mayStay(caller, at) {
      if (caller.kind === 'anonymous') return true;
      return caller.session === undefined ? caller.kind === 'token' && tokens.holds(caller.token, at) : sessions.holds(caller.session, at);
    },
    close: () => database.close(),
  };
}
