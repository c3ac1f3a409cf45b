import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Accounts, openAccounts } from './open-accounts.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 24, 21);
const ADMINISTRATOR = { name: 'Bo', organisation: 'kommune', why: 'new colleague' };
const SECRET = 'a secret of the installation, long enough';

let folder = '';
let file = '';
let accounts: Accounts;
const open = (): Accounts => openAccounts({ file, sessionSecret: SECRET, now: NOW });
const codeAt = (key: string, at: number) => new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: at });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'voldgrav-account-'));
  file = join(folder, 'accounts.sqlite');
  accounts = open();
});
afterEach(() => {
  accounts.close();
  rmSync(folder, { recursive: true });
});

function anna() {
  const added = accounts.people.add({ name: 'Anna Holm', role: 'operator', organisation: 'forsyning' }, ADMINISTRATOR, NOW);
  if (added === undefined) throw new Error('the name was free');
  return added;
}

describe('accounts', () => {
  it('are found by name whatever the capitals, and outlive a restart', () => {
    anna();
    accounts.close();
    accounts = open();
    expect(accounts.people.named('anna holm')).toMatchObject({ name: 'Anna Holm', role: 'operator', organisation: 'forsyning', hasTotp: false });
  });

  it('have names of their own, closed ones included', () => {
    accounts.people.close(anna(), ADMINISTRATOR, NOW);
    expect(accounts.people.add({ name: 'ANNA HOLM', role: 'viewer' }, ADMINISTRATOR, NOW)).toBeUndefined();
  });

  it('count as administration once a password is set, and while they are open', () => {
    const boss = accounts.people.add({ name: 'Bo', role: 'administrator' }, ADMINISTRATOR, NOW);
    expect(accounts.people.hasAdministrator()).toBe(false);
    if (boss === undefined) throw new Error('the name was free');
    accounts.people.setPassword(boss, '$hash', NOW);
    expect(accounts.people.hasAdministrator()).toBe(true);
    accounts.people.close(boss, ADMINISTRATOR, NOW);
    expect(accounts.people.hasAdministrator()).toBe(false);
  });

  it('are in a file for its owner’s eyes', () => {
    expect(statSync(file).mode & 0o077).toBe(0);
  });
});

describe('a session', () => {
  it('tells who, as what and for whom', () => {
    const secret = accounts.sessions.start({ account: anna().id }, 'Firefox', NOW);
    expect(accounts.sessions.use(secret, NOW)).toMatchObject({ kind: 'person', name: 'Anna Holm', role: 'operator', organisation: 'forsyning' });
    expect(accounts.sessions.use('made up', NOW)).toBeUndefined();
  });

  it('lives on by being used, not by an open screen', () => {
    const secret = accounts.sessions.start({ account: anna().id }, '', NOW);
    const caller = accounts.sessions.use(secret, NOW + 11 * HOUR);
    if (caller?.session === undefined) throw new Error('it holds');
    expect(accounts.sessions.holds(caller.session, NOW + 22 * HOUR)).toBe(true);
    expect(accounts.sessions.holds(caller.session, NOW + 23 * HOUR)).toBe(false);
    expect(accounts.sessions.use(secret, NOW + 23 * HOUR)).toBeUndefined();
  });

  it('ends with its account, for who looks again and for who stayed', () => {
    const account = anna();
    const caller = accounts.sessions.use(accounts.sessions.start({ account: account.id }, '', NOW), NOW);
    if (caller === undefined) throw new Error('it holds');
    expect(accounts.mayStay(caller, NOW)).toBe(true);
    // As another process does it, which is what the command line is.
    const commandLine = open();
    commandLine.people.close(account, ADMINISTRATOR, NOW);
    commandLine.close();
    expect(accounts.mayStay(caller, NOW)).toBe(false);
  });

  it('ends when the password is set anew, and no one else’s does', () => {
    const account = anna();
    const bo = accounts.people.add({ name: 'Bo', role: 'viewer' }, ADMINISTRATOR, NOW);
    const [hers, his] = [account.id, bo?.id ?? 0].map((id) => accounts.sessions.start({ account: id }, '', NOW));
    accounts.people.setPassword(account, '$hash', NOW);
    expect(accounts.sessions.use(hers ?? '', NOW)).toBeUndefined();
    expect(accounts.sessions.use(his ?? '', NOW)).toBeDefined();
  });
});

describe('a one-time link', () => {
  it('is used once', () => {
    const secret = accounts.links.make({ kind: 'password', account: anna().id }, NOW);
    expect(accounts.links.look(secret, NOW)).toEqual({ kind: 'password', account: 1 });
    expect(accounts.links.take(secret, NOW)).toBe(true);
    expect(accounts.links.take(secret, NOW)).toBe(false);
    expect(accounts.links.look(secret, NOW)).toBeUndefined();
  });

  it.each([
    ['sign-in', 15 * MINUTE],
    ['first-administrator', 15 * MINUTE],
    ['password', 24 * HOUR],
  ] as const)('for %s is good for its time and not a moment longer', (kind, life) => {
    const secret = accounts.links.make({ kind }, NOW);
    expect(accounts.links.look(secret, NOW + life - 1)).toBeDefined();
    expect(accounts.links.look(secret, NOW + life)).toBeUndefined();
    expect(accounts.links.take(secret, NOW + life)).toBe(false);
  });

  it('takes the place of the one before, and leaves others’ alone', () => {
    const first = accounts.links.make({ kind: 'password', account: anna().id }, NOW);
    const bo = accounts.people.add({ name: 'Bo', role: 'viewer' }, ADMINISTRATOR, NOW);
    const others = accounts.links.make({ kind: 'password', account: bo?.id ?? 0 }, NOW);
    accounts.links.make({ kind: 'password', account: 1 }, NOW);
    expect(accounts.links.look(first, NOW)).toBeUndefined();
    expect(accounts.links.look(others, NOW)).toBeDefined();
  });

  it('for a password ends with the account', () => {
    const account = anna();
    const secret = accounts.links.make({ kind: 'password', account: account.id }, NOW);
    accounts.people.close(account, ADMINISTRATOR, NOW);
    expect(accounts.links.look(secret, NOW)).toBeUndefined();
  });
});

describe('a token', () => {
  const token = { name: 'SCADA', kind: 'api', scopes: ['read', 'acknowledge'], organisation: 'forsyning', expiresAt: NOW + HOUR } as const;

  it('names who brings it, as the kind it is', () => {
    const { secret } = accounts.tokens.add(token, ADMINISTRATOR, NOW);
    expect(accounts.tokens.caller(secret, 'api', NOW)).toEqual({ kind: 'token', token: 1, name: 'SCADA', scopes: ['read', 'acknowledge'], organisation: 'forsyning' });
    expect(accounts.tokens.caller(secret, 'display', NOW)).toBeUndefined();
    expect(accounts.tokens.caller(`${secret}x`, 'api', NOW)).toBeUndefined();
  });

  it('runs out at its moment', () => {
    const { secret } = accounts.tokens.add(token, ADMINISTRATOR, NOW);
    expect(accounts.tokens.caller(secret, 'api', NOW + HOUR - 1)).toBeDefined();
    expect(accounts.tokens.caller(secret, 'api', NOW + HOUR)).toBeUndefined();
  });

  it('takes the screens with it that it let in', () => {
    const { id } = accounts.tokens.add({ ...token, kind: 'display', scopes: ['read'] }, ADMINISTRATOR, NOW);
    const screen = accounts.sessions.use(accounts.sessions.start({ token: id }, '', NOW), NOW + 30 * MINUTE);
    expect(screen).toMatchObject({ kind: 'token', name: 'SCADA', scopes: ['read'] });
    if (screen === undefined) throw new Error('it holds');
    expect(accounts.tokens.revoke(id, ADMINISTRATOR, NOW + 31 * MINUTE)).toBe(true);
    expect(accounts.tokens.revoke(id, ADMINISTRATOR, NOW + 31 * MINUTE)).toBe(false);
    expect(accounts.mayStay(screen, NOW + 32 * MINUTE)).toBe(false);
  });
});

describe('the second factor', () => {
  function enrolled() {
    const account = anna();
    const begun = accounts.secondFactors.begin(account, NOW);
    if (begun === 'is-on') throw new Error('it was off');
    const codes = accounts.secondFactors.confirm(account, codeAt(begun.key, NOW), NOW);
    return { account, key: begun.key, codes: codes ?? [] };
  }

  it('counts from the moment a code has confirmed it', () => {
    const account = anna();
    const begun = accounts.secondFactors.begin(account, NOW);
    expect(accounts.people.withId(account.id)?.hasTotp).toBe(false);
    expect(accounts.secondFactors.confirm(account, '000000', NOW)).toBeUndefined();
    if (begun === 'is-on') throw new Error('it was off');
    expect(accounts.secondFactors.confirm(account, codeAt(begun.key, NOW), NOW)).toHaveLength(10);
    expect(accounts.people.withId(account.id)?.hasTotp).toBe(true);
    expect(accounts.secondFactors.begin(account, NOW)).toBe('is-on');
  });

  it('takes each code once, the one that confirmed it included', () => {
    const { account, key } = enrolled();
    expect(accounts.secondFactors.take(account, codeAt(key, NOW), NOW)).toEqual({ ok: false, because: 'replayed-code' });
    const later = NOW + 30_000;
    expect(accounts.secondFactors.take(account, codeAt(key, later), later)).toEqual({ ok: true, with: 'code' });
    expect(accounts.secondFactors.take(account, codeAt(key, later), later)).toEqual({ ok: false, because: 'replayed-code' });
  });

  it('takes each recovery code once', () => {
    const { account, codes } = enrolled();
    const [code = ''] = codes;
    expect(accounts.secondFactors.take(account, code.toLowerCase(), NOW)).toEqual({ ok: true, with: 'recovery-code' });
    expect(accounts.secondFactors.take(account, code, NOW)).toEqual({ ok: false, because: 'replayed-code' });
    expect(accounts.secondFactors.take(account, 'AAAA-AAAA-AAAA', NOW)).toEqual({ ok: false, because: 'wrong-code' });
    expect(accounts.secondFactors.recoveryCodesLeft(account)).toBe(9);
  });

  it('can be taken away, codes and all', () => {
    const { account, codes } = enrolled();
    accounts.secondFactors.remove(account, ADMINISTRATOR, NOW);
    expect(accounts.people.withId(account.id)?.hasTotp).toBe(false);
    expect(accounts.secondFactors.take(account, codes[0] ?? '', NOW)).toEqual({ ok: false, because: 'wrong-code' });
  });
});

describe('the audit log', () => {
  it('tells every change with who and why, newest first', () => {
    accounts.people.close(anna(), { ...ADMINISTRATOR, why: 'has left' }, NOW + MINUTE);
    expect(accounts.audit.list({ limit: 10 })).toEqual([
      { seq: 2, at: '2026-11-24T21:01:00.000Z', who: 'Bo', organisation: 'kommune', act: 'account-closed', subject: 'Anna Holm', why: 'has left' },
      { seq: 1, at: '2026-11-24T21:00:00.000Z', who: 'Bo', organisation: 'kommune', act: 'account-added', subject: 'Anna Holm', detail: 'operator, forsyning', why: 'new colleague' },
    ]);
    expect(accounts.audit.list({ limit: 10, before: 2 })).toHaveLength(1);
  });

  it('refuses to be changed or shortened, by any program', () => {
    anna();
    const other = new DatabaseSync(file);
    expect(() => other.exec(`UPDATE audit SET who = 'nobody'`)).toThrow(/append-only/);
    expect(() => other.exec('DELETE FROM audit')).toThrow(/append-only/);
    other.close();
  });

  it('loses the entry together with the change that failed', () => {
    expect(() =>
      accounts.together(() => {
        anna();
        throw new Error('the disk is full');
      }),
    ).toThrow('the disk is full');
    expect(accounts.people.named('Anna Holm')).toBeUndefined();
    expect(accounts.audit.list({ limit: 10 })).toEqual([]);
  });
});

describe('the file', () => {
  it('holds no secret that can be used', () => {
    const account = anna();
    const begun = accounts.secondFactors.begin(account, NOW);
    const secrets = [
      accounts.sessions.start({ account: account.id }, '', NOW),
      accounts.links.make({ kind: 'password', account: account.id }, NOW),
      accounts.tokens.add({ name: 'SCADA', kind: 'api', scopes: ['read'], expiresAt: NOW + HOUR }, ADMINISTRATOR, NOW).secret,
      begun === 'is-on' ? '' : begun.key,
    ];
    accounts.close();
    // What was written last may still lie in the write-ahead log beside it.
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('latin1')).join('');
    accounts = open();
    expect(bytes.includes('Anna Holm')).toBe(true);
    expect(secrets.filter((secret) => bytes.includes(secret))).toEqual([]);
  });

  it('of a newer version is left alone', () => {
    accounts.close();
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    expect(open).toThrow(/format 99/);
    const again = new DatabaseSync(file);
    again.exec('PRAGMA user_version = 1');
    again.close();
    accounts = open();
  });
});
