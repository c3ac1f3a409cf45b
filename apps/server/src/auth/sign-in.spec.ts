import { once } from 'node:events';
import { Secret, TOTP } from 'otpauth';
import type { Role } from '@voldgrav/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { runServer, type RunningServer } from './run-server.ts';

const PASSWORD = 'en grå morgen i november';
const SPEC = { name: 'spec' };
let server: RunningServer;

beforeAll(async () => {
  server = await runServer();
});
afterAll(() => server.stop());

/** The limits count by name, so each case has a person of its own; by address, all cases together stay under twenty wrong tries. */
let people = 0;
async function person(role: Role = 'operator') {
  const { accounts, passwords } = server.house;
  const name = `Person ${(people += 1)}`;
  const account = accounts.people.add({ name, role, organisation: 'ravnsvig-beredskab', passwordHash: await passwords.hash(PASSWORD) }, SPEC, Date.now());
  if (account === undefined) throw new Error('the name was free');
  return account;
}

/** As Chromium does, to which the cookie is fitted. */
const CHROMIUM = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const browse = (url: string, { headers, ...init }: Omit<RequestInit, 'headers'> & { headers?: Readonly<Record<string, string>> } = {}) =>
  fetch(url, { ...init, headers: { 'user-agent': CHROMIUM, ...headers } });
const post = (path: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
  browse(`${server.url}${path}`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
const signIn = (name: string, password = PASSWORD) => post('/api/v1/sign-in', { name, password });
const cookieOf = (response: Response) => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const who = async (cookie: string) => (await (await browse(`${server.url}/api/v1/session`, { headers: { cookie } })).json()) as object;
const refused = () => ({ ...server.house.refusals.byReason });

describe('signing in with a password', () => {
  it('gives a session in a cookie that only this host can set and no script can read', async () => {
    const { name } = await person();
    const response = await signIn(name);
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-voldgrav=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800; Secure$/);
    expect(await who(cookieOf(response))).toEqual({ signedIn: true, mayView: true, name, role: 'operator', organisation: 'ravnsvig-beredskab' });
  });

  it('does not tell a name that is not there from a wrong password or a closed account', async () => {
    const [one, closed] = [await person(), await person()];
    server.house.accounts.people.close(closed, SPEC, Date.now());
    const answers = await Promise.all([signIn(one.name, 'not the password'), signIn('Nobody at all', 'not the password'), signIn(closed.name)]);
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(new Set(bodies).size).toBe(1);
    expect(answers.every((answer) => answer.headers.get('set-cookie') === null)).toBe(true);
  });

  it('does the same work for a name that is not there', async () => {
    const { SignInDesk } = await import('./sign-in-desk.ts');
    const { accounts, passwords } = server.house;
    const checked: (string | undefined)[] = [];
    const desk = new SignInDesk(accounts, {
      verify: (password, kept) => {
        checked.push(kept);
        return passwords.verify(password, kept);
      },
    });
    const visitor = { address: '192.0.2.1', browser: '' };
    expect(await desk.withPassword('Nobody here either', PASSWORD, visitor, Date.now())).toEqual({ ok: false, because: 'wrong-password' });
    expect(checked).toEqual([undefined]);
  });

  it('slows down after five wrong tries, whether or not there is such a name, and lets in afterwards', async () => {
    const { SignInDesk } = await import('./sign-in-desk.ts');
    const { accounts, passwords } = server.house;
    const real = await person();
    for (const name of [real.name, 'Nobody']) {
      const desk = new SignInDesk(accounts, passwords);
      const at = (seconds: number) => Date.UTC(2026, 10, 24, 21, 0, seconds);
      const attempt = (password: string, seconds: number) => desk.withPassword(name, password, { address: '192.0.2.1', browser: '' }, at(seconds));
      for (let wrong = 0; wrong < 5; wrong += 1) expect(await attempt('not the password', wrong)).toMatchObject({ because: 'wrong-password' });
      expect(await attempt(PASSWORD, 5)).toEqual({ ok: false, because: 'too-many-tries', waitMs: 1_000 });
      expect((await attempt(PASSWORD, 6)).ok).toBe(name === real.name);
    }
  });

  it('is not outrun by tries that all come at once', async () => {
    const { name } = await person();
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(name, 'not the password')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  it('slows an address down that tries many names', async () => {
    const { SignInDesk } = await import('./sign-in-desk.ts');
    const desk = new SignInDesk(server.house.accounts, { verify: async () => false });
    const attempt = (name: string, address: string) => desk.withPassword(name, 'x', { address, browser: '' }, Date.UTC(2026, 10, 24));
    for (let number = 0; number < 20; number += 1) expect(await attempt(`name ${number}`, '192.0.2.7')).toMatchObject({ because: 'wrong-password' });
    expect(await attempt('yet another', '192.0.2.7')).toMatchObject({ because: 'too-many-tries' });
    expect(await attempt('yet another', '192.0.2.8')).toMatchObject({ because: 'wrong-password' });
  });
});

describe('the second factor', () => {
  async function withTotp() {
    const account = await person();
    const cookie = cookieOf(await signIn(account.name));
    const { key } = (await (await post('/api/v1/account/totp', { password: PASSWORD }, { cookie })).json()) as { key: string };
    const totp = new TOTP({ secret: Secret.fromBase32(key) });
    // The step before now confirms, so that the one of now is still unused.
    const confirmed = await post('/api/v1/account/totp/confirm', { code: totp.generate({ timestamp: Date.now() - 30_000 }) }, { cookie });
    const { recoveryCodes } = (await confirmed.json()) as { recoveryCodes: readonly string[] };
    const ticket = async () => ((await (await signIn(account.name)).json()) as { ticket: string }).ticket;
    return { account, cookie, totp, recoveryCodes, ticket };
  }

  it('is asked for once it is on, and refuses a code that was used', async () => {
    const { account, totp, ticket } = await withTotp();
    const first = await signIn(account.name);
    expect(first.headers.get('set-cookie')).toBeNull();
    const code = totp.generate();
    const inside = await post('/api/v1/sign-in/code', { ticket: ((await first.json()) as { ticket: string }).ticket, code });
    expect(await who(cookieOf(inside))).toMatchObject({ name: account.name });
    const before = refused()['replayed-code'];
    expect((await post('/api/v1/sign-in/code', { ticket: await ticket(), code })).status).toBe(401);
    expect(refused()['replayed-code']).toBe(before + 1);
  });

  it('takes a recovery code, once', async () => {
    const { recoveryCodes, ticket } = await withTotp();
    const [code = ''] = recoveryCodes;
    expect((await post('/api/v1/sign-in/code', { ticket: await ticket(), code })).status).toBe(200);
    expect((await post('/api/v1/sign-in/code', { ticket: await ticket(), code })).status).toBe(401);
  });

  it('has tickets that are used up, and that nobody can make up', async () => {
    const { totp, ticket } = await withTotp();
    const held = await ticket();
    expect((await post('/api/v1/sign-in/code', { ticket: held, code: totp.generate() })).status).toBe(200);
    expect((await post('/api/v1/sign-in/code', { ticket: held, code: totp.generate({ timestamp: Date.now() + 30_000 }) })).status).toBe(401);
    expect((await post('/api/v1/sign-in/code', { ticket: 'made up', code: totp.generate() })).status).toBe(401);
  });

  it('slows down who guesses', async () => {
    const { ticket } = await withTotp();
    const held = await ticket();
    const answers: number[] = [];
    for (let guess = 0; guess < 7; guess += 1) answers.push((await post('/api/v1/sign-in/code', { ticket: held, code: '000000' })).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });

  it('is turned on and off only by who knows the password', async () => {
    const { cookie, account } = await withTotp();
    expect((await post('/api/v1/account/totp/remove', { password: 'not the password' }, { cookie })).status).toBe(401);
    expect(server.house.accounts.people.withId(account.id)?.hasTotp).toBe(true);
    expect((await post('/api/v1/account/totp/remove', { password: PASSWORD }, { cookie })).status).toBe(204);
    expect(server.house.accounts.people.withId(account.id)?.hasTotp).toBe(false);
  });
});

describe('a one-time link', () => {
  const link = (kind: 'first-administrator' | 'password' | 'sign-in', account?: number) =>
    server.house.accounts.links.make(account === undefined ? { kind } : { kind, account }, Date.now());
  const open = (secret: string, method = 'GET') => browse(`${server.url}/sign-in?token=${secret}`, { method, redirect: 'manual' });

  it('that signs in does so once, and not for a program that only looks', async () => {
    const secret = link('sign-in', (await person('duty-leader')).id);
    expect((await open(secret, 'HEAD')).headers.get('set-cookie')).toBeNull();
    const inside = await open(secret);
    expect([inside.status, inside.headers.get('location')]).toEqual([303, '/']);
    expect(await who(cookieOf(inside))).toMatchObject({ role: 'duty-leader' });
    const before = refused()['link-not-valid'];
    expect((await open(secret)).status).toBe(401);
    expect(refused()['link-not-valid']).toBe(before + 1);
  });

  it('for a password leads to the page, which sets one and signs in; then it is used up', async () => {
    const account = server.house.accounts.people.add({ name: 'New colleague', role: 'viewer' }, SPEC, Date.now());
    const secret = link('password', account?.id ?? 0);
    expect((await open(secret)).headers.get('location')).toBe(`/sign-in#link=${secret}`);
    expect(await (await post('/api/v1/links/look', { link: secret })).json()).toEqual({ kind: 'password', name: 'New colleague' });
    const weak = await post('/api/v1/links/password', { link: secret, password: 'kodeord123456' });
    expect([weak.status, ((await weak.json()) as { code: string }).code]).toEqual([400, 'too-common']);
    const set = await post('/api/v1/links/password', { link: secret, password: PASSWORD });
    expect(await who(cookieOf(set))).toMatchObject({ name: 'New colleague', role: 'viewer' });
    expect((await post('/api/v1/links/password', { link: secret, password: PASSWORD })).status).toBe(401);
  });

  it('for a password does not get past the second factor', async () => {
    const account = await person();
    const begun = server.house.accounts.secondFactors.begin(account, Date.now());
    if (begun === 'is-on') throw new Error('it was off');
    server.house.accounts.secondFactors.confirm(account, new TOTP({ secret: Secret.fromBase32(begun.key) }).generate(), Date.now());
    const set = await post('/api/v1/links/password', { link: link('password', account.id), password: 'en anden morgen i maj' });
    expect(await set.json()).toEqual({ signedIn: false });
    expect(set.headers.get('set-cookie')).toBeNull();
  });

  it('creates the first administrator, whoever comes first', async () => {
    const secret = link('first-administrator');
    const both = await Promise.all(['Anna', 'Bo'].map((name) => post('/api/v1/links/first-administrator', { link: secret, name, password: PASSWORD })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(server.house.accounts.people.hasAdministrator()).toBe(true);
    const late = await post('/api/v1/links/first-administrator', { link: link('first-administrator'), name: 'Carla', password: PASSWORD });
    expect(late.status).toBe(401);
  });
});

describe('a session', () => {
  it('and its live connection end when the account is closed from elsewhere', async () => {
    const account = await person();
    const cookie = cookieOf(await signIn(account.name));
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/live`, { headers: { cookie, 'user-agent': CHROMIUM } });
    await once(socket, 'message');
    server.house.accounts.people.close(account, SPEC, Date.now());
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
    expect([code, reason.toString()]).toEqual([1008, 'the session is over']);
    const before = refused()['session-over'];
    expect(await who(cookie)).toEqual({ signedIn: false, mayView: true });
    expect(refused()['session-over']).toBe(before + 1);
    expect((await post('/api/v1/alerts/x/acknowledge', {}, { cookie })).status).toBe(401);
  });

  it('ends when one signs out, and others can be ended from the account', async () => {
    const account = await person();
    const [here, there] = [cookieOf(await signIn(account.name)), cookieOf(await signIn(account.name))];
    const own = (await (await browse(`${server.url}/api/v1/account`, { headers: { cookie: here } })).json()) as { sessions: { id: number; this: boolean }[] };
    expect(own.sessions.map((session) => session.this).sort()).toEqual([false, true]);
    const other = own.sessions.find((session) => !session.this)?.id ?? 0;
    expect((await post(`/api/v1/account/sessions/${other}/end`, {}, { cookie: here })).status).toBe(204);
    expect(await who(there)).toEqual({ signedIn: false, mayView: true });
    const out = await post('/api/v1/sign-out', {}, { cookie: here });
    expect(out.headers.get('set-cookie')).toMatch(/^__Host-voldgrav=; .*Max-Age=0/);
    expect(await who(here)).toEqual({ signedIn: false, mayView: true });
  });

  it('of someone else cannot be ended', async () => {
    const [one, other] = [await person(), await person()];
    const cookie = cookieOf(await signIn(one.name));
    const { accounts } = server.house;
    const theirs = accounts.sessions.use(accounts.sessions.start({ account: other.id }, '', Date.now()), Date.now())?.session ?? 0;
    expect((await post(`/api/v1/account/sessions/${theirs}/end`, {}, { cookie })).status).toBe(404);
    expect(accounts.sessions.holds(theirs, Date.now())).toBe(true);
  });

  it('changes when the password does; every other ends', async () => {
    const account = await person();
    const [here, there] = [cookieOf(await signIn(account.name)), cookieOf(await signIn(account.name))];
    const changed = await post('/api/v1/account/password', { password: PASSWORD, newPassword: 'en anden morgen i maj' }, { cookie: here });
    expect(changed.status).toBe(204);
    expect(await who(cookieOf(changed))).toMatchObject({ name: account.name });
    expect([await who(here), await who(there)]).toEqual([{ signedIn: false, mayView: true }, { signedIn: false, mayView: true }]);
  });

  it('that was set by hand under the weaker name does not count on loopback', async () => {
    const secret = cookieOf(await signIn((await person()).name)).split('=')[1] ?? '';
    expect(await who(`voldgrav-without-tls=${secret}`)).toEqual({ signedIn: false, mayView: true });
  });
});

describe('a page of another origin', () => {
  const evil = { origin: 'http://evil.example' };

  it('changes nothing, whatever cookie comes along', async () => {
    const cookie = cookieOf(await signIn((await person()).name));
    const before = refused()['foreign-origin'];
    const answers = await Promise.all([
      post('/api/v1/sign-out', {}, { cookie, ...evil }),
      post('/api/v1/sign-in', {}, evil),
      post('/api/v1/sign-out', {}, { cookie, 'sec-fetch-site': 'cross-site' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(refused()['foreign-origin']).toBe(before + 3);
    expect(await who(cookie)).toMatchObject({ signedIn: true });
  });

  it('is refused its WebSocket at the upgrade, with 403', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/live`, { headers: evil });
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
    expect(response.statusCode).toBe(403);
    socket.on('error', () => undefined).terminate();
  });
});

describe('a token', () => {
  const add = (kind: 'api' | 'display', life: number) =>
    server.house.accounts.tokens.add({ name: 'wall', kind, scopes: ['read'], expiresAt: Date.now() + life }, SPEC, Date.now());
  const town = (token: string) => browse(`${server.url}/api/v1/town`, { headers: { authorization: `Bearer ${token}` } });

  it('that is wrong, run out or revoked is refused even where anyone may look', async () => {
    const revoked = add('api', 60_000);
    server.house.accounts.tokens.revoke(revoked.id, SPEC, Date.now());
    const before = refused()['token-not-valid'];
    const answers = await Promise.all([town('made up'), town(add('api', -1).secret), town(revoked.secret), town(add('display', 60_000).secret)]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(refused()['token-not-valid']).toBe(before + 4);
    expect((await town(add('api', 60_000).secret)).status).toBe(200);
  });

  it('for a display opens a session that looks on, and works again after a restart of the screen', async () => {
    const { secret } = add('display', 60_000);
    for (let start = 0; start < 2; start += 1) {
      const opened = await browse(`${server.url}/display?token=${secret}`, { redirect: 'manual' });
      expect([opened.status, opened.headers.get('location')]).toEqual([303, '/']);
      expect(await who(cookieOf(opened))).toEqual({ signedIn: true, mayView: true, name: 'wall' });
      expect((await post('/api/v1/alerts/x/acknowledge', {}, { cookie: cookieOf(opened) })).status).toBe(403);
    }
    expect((await browse(`${server.url}/display?token=made-up`)).status).toBe(401);
  });
});

describe('the log', () => {
  it('heard of refusals and of no secret', async () => {
    const secret = 'a-secret-that-was-typed-here';
    await signIn(secret, secret);
    await browse(`${server.url}/sign-in?token=${secret}`);
    await browse(`${server.url}/display?token=${secret}`);
    await browse(`${server.url}/api/v1/town`, { headers: { authorization: `Bearer ${secret}`, cookie: `__Host-voldgrav=${secret}` } });
    expect(server.told.filter((line) => line.startsWith('Refused (wrong-password): POST /api/v1/sign-in, from 127.0.0.1'))).toHaveLength(1);
    expect(server.told.filter((line) => line.includes(secret) || line.includes(PASSWORD))).toEqual([]);
    const audit = JSON.stringify(server.house.accounts.audit.list({ limit: 1_000 }));
    expect(audit.includes(secret) || audit.includes(PASSWORD)).toBe(false);
  });
});
