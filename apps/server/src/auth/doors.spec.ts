import { DOORS, ROLES, type Scope, SCOPES } from '@voldgrav/account';
import type { Role } from '@voldgrav/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { runServer, type RunningServer } from './run-server.ts';

type Visitor = 'nobody' | Role | `token: ${Scope}` | 'display';
const EVERYONE: readonly Visitor[] = ['nobody', ...ROLES, 'token: read', 'token: acknowledge', 'token: audit', 'token: forecast', 'display'];

// Written by hand from what each role is for, not read from the table that is under test.
const ALWAYS = EVERYONE;
const WHO_VIEWS: readonly Visitor[] = [...ROLES, 'token: read', 'display'];
const WHO_ACTS: readonly Visitor[] = ['operator', 'duty-leader', 'administrator', 'token: acknowledge'];
const WHO_FORECASTS: readonly Visitor[] = ['operator', 'duty-leader', 'administrator', 'token: forecast'];
const WHO_TRIES: readonly Visitor[] = ['operator', 'duty-leader', 'administrator'];
const PEOPLE: readonly Visitor[] = ROLES;
const WHO_MENDS: readonly Visitor[] = ['duty-leader', 'administrator'];
const OVERSIGHT: readonly Visitor[] = ['duty-leader', 'administrator', 'token: audit'];
const VIEWS = [
  '/api/v1/town', '/api/v1/undecodable', '/api/v1/undecodable/groups', '/api/v1/undecodable/decode-again', '/api/v1/doubtful', '/api/v1/doubtful/series', '/api/v1/sensors', '/api/v1/sensors/:id', '/api/v1/sensors/:id/observations',
  '/api/v1/observations', '/api/v1/basins/:id/readiness', '/api/v1/alerts', '/api/v1/catchments', '/api/v1/catchments/:id/readiness', '/api/v1/storms', '/api/v1/storms/:id', '/api/v1/log', '/api/v1/forecasts', '/api/v1/warnings', '/api/v1/slow-variables', '/api/v1/backtests', '/api/v1/backtests/:id', '/api/v1/resources',
].map((route) => `GET ${route}`);
const EXPECTED: ReadonlyMap<string, readonly Visitor[]> = new Map([
  ...['/*', '/sign-in', '/account', '/display', '/health/live', '/health/ready', '/api/v1/session'].map((route) => [`GET ${route}`, ALWAYS] as const),
  ...['sign-in', 'sign-in/code', 'sign-out', 'links/look', 'links/password', 'links/first-administrator'].map((route) => [`POST /api/v1/${route}`, ALWAYS] as const),
  ...[...VIEWS, 'WS /live'].map((door) => [door, WHO_VIEWS] as const),
  ['POST /api/v1/alerts/:id/acknowledge', WHO_ACTS],
  ['POST /api/v1/log', WHO_ACTS],
  ['POST /api/v1/steps/begin', WHO_ACTS],
  ['POST /api/v1/steps/end', WHO_ACTS],
  ['POST /api/v1/undecodable/decode-again', WHO_MENDS],
  ['POST /api/v1/backtests', WHO_TRIES],
  ['DELETE /api/v1/backtests/:id', WHO_TRIES],
  ['POST /api/v1/forecasts', WHO_FORECASTS],
  ['POST /api/v1/warnings', WHO_FORECASTS],
  ['GET /api/v1/account', PEOPLE],
  ...['password', 'totp', 'totp/confirm', 'totp/remove', 'sessions/:id/end'].map((route) => [`POST /api/v1/account/${route}`, PEOPLE] as const),
  ['GET /api/v1/audit', OVERSIGHT],
  ['GET /api/v1/refusals', OVERSIGHT],
]);

/** The doorkeeper's two titles; a handler behind the door that says no has others. */
const SHUT = new Set(['Not signed in', 'Forbidden']);

describe.each([true, false])('with OPEN_VIEW %s', (openView) => {
  let server: RunningServer;

  beforeAll(async () => {
    server = await runServer({ OPEN_VIEW: String(openView) });
    for (const role of ROLES) server.house.accounts.people.add({ name: `a ${role}`, role }, { name: 'spec' }, Date.now());
  });
  afterAll(() => server.stop());

  function headersOf(visitor: Visitor): Readonly<Record<string, string>> {
    const { accounts } = server.house;
    const expiresAt = Date.now() + 3_600_000;
    const token = (kind: 'api' | 'display', scopes: readonly Scope[]) => accounts.tokens.add({ name: visitor, kind, scopes, expiresAt }, { name: 'spec' }, Date.now());
    if (visitor === 'nobody') return {};
    if (visitor === 'display') return { cookie: `voldgrav-without-tls=${accounts.sessions.start({ token: token('display', ['read']).id }, '', Date.now())}` };
    if (visitor.startsWith('token: ')) return { authorization: `Bearer ${token('api', [visitor.slice(7) as Scope]).secret}` };
    const account = accounts.people.named(`a ${visitor}`)?.id ?? 0;
    return { cookie: `voldgrav-without-tls=${accounts.sessions.start({ account }, '', Date.now())}` };
  }

  /** Whether the door opened; what happens behind it is not this spec's. */
  async function opens(door: string, visitor: Visitor): Promise<boolean> {
    const [method = '', route = ''] = door.split(' ');
    const path = route.replace(':id', 'x').replace('/*', '/');
    if (method === 'WS') return upgrades(path, visitor);
    const post = method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : { headers: {} };
    const response = await fetch(server.url + path, { method, ...post, headers: { ...post.headers, ...headersOf(visitor) }, redirect: 'manual' });
    if (response.status !== 401 && response.status !== 403) {
      // What is left unread holds its connection.
      await response.body?.cancel();
      return true;
    }
    // HEAD has no body: there the status alone speaks, and only /display says 401 behind its door.
    if (method === 'HEAD') return route === '/display';
    return !SHUT.has(((await response.json()) as { title: string }).title);
  }

  const upgrades = (path: string, visitor: Visitor): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers: headersOf(visitor) });
      socket.once('open', () => resolve(true));
      socket.once('open', () => socket.close());
      socket.once('error', () => resolve(false));
    });

  it('every route of the server stands in the table, and the table has no other', () => {
    const routes = new Set([...server.doors.map((door) => door.replace(/^HEAD /, 'GET ')), 'WS /live']);
    expect([...routes].filter((route) => !Object.hasOwn(DOORS, route))).toEqual([]);
    expect(Object.keys(DOORS).filter((door) => !routes.has(door))).toEqual([]);
    expect([...EXPECTED.keys()].sort()).toEqual([...routes].sort());
  });

  it.each(EVERYONE)('%s passes the doors that are theirs, and no other', async (visitor) => {
    const passed: string[] = [];
    const expected: string[] = [];
    for (const door of [...server.doors, 'WS /live']) {
      const who = EXPECTED.get(door.replace(/^HEAD /, 'GET ')) ?? [];
      const isView = who === WHO_VIEWS;
      if (who.includes(visitor) || (isView && openView)) expected.push(door);
      if (await opens(door, visitor)) passed.push(door);
    }
    expect(passed).toEqual(expected);
    expect(passed.length).toBeGreaterThan(10);
  });

  it('has four scopes, so that a new one is thought about here', () => {
    expect(SCOPES).toEqual(['read', 'acknowledge', 'audit', 'forecast']);
  });
});

describe('a route that the table lacks', () => {
  it('is refused to everyone and counted', async () => {
    const { Doorkeeper } = await import('./doorkeeper.ts');
    const server = await runServer();
    const keeper = new Doorkeeper(server.house);
    const admission = keeper.admit({ method: 'GET', route: '/api/v1/new-thing', headers: { host: '127.0.0.1' }, address: '127.0.0.1' }, Date.now());
    expect(admission).toMatchObject({ ok: false, status: 403 });
    expect(server.house.refusals.byReason['no-such-door']).toBe(1);
    await server.stop();
  });
});
