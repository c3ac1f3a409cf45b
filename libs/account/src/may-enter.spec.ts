import { describe, expect, it } from 'vitest';
import type { Caller } from './caller.ts';
import { doorOf } from './doors.ts';
import { type Door, mayEnter } from './may-enter.ts';

const ANYONE: Caller = { kind: 'anonymous' };
const operator: Caller = { kind: 'person', account: 1, session: 1, name: 'Anna', role: 'operator' };
const reader: Caller = { kind: 'token', token: 1, name: 'wall', scopes: ['read'] };
const view: Door = { open: 'view', roles: ['viewer', 'operator'], scopes: ['read'] };
const leaders: Door = { roles: ['duty-leader'], scopes: ['audit'] };

describe('a door', () => {
  it.each([
    ['of nobody’s stays shut', undefined, operator, true, false, 'no such door'],
    ['for viewing is open to all where the town says so', view, ANYONE, true, true, 'open'],
    ['for viewing asks for a sign-in where it does not', view, ANYONE, false, false, 'sign in first'],
    ['lets a role in that it names', view, operator, false, true, 'role'],
    ['lets no other role in', leaders, operator, true, false, 'not with this role'],
    ['lets a scope in that it names', view, reader, false, true, 'scope'],
    ['lets no other scope in', leaders, reader, true, false, 'not with this scope'],
    ['that is not for viewing is never open', leaders, ANYONE, true, false, 'sign in first'],
  ] as const)('%s', (_case, door, caller, openView, allowed, because) => {
    expect(mayEnter(door, caller, { openView })).toEqual({ allowed, because });
  });

  it('without scopes is for people only', () => {
    expect(mayEnter({ roles: ['viewer'], scopes: [] }, reader, { openView: true }).allowed).toBe(false);
  });
});

describe('the table of doors', () => {
  it('answers HEAD as GET, and knows nothing that only every object has', () => {
    expect(doorOf('HEAD', '/api/v1/town')).toBe(doorOf('GET', '/api/v1/town'));
    expect(doorOf('GET', '/api/v1/nowhere')).toBeUndefined();
    expect(doorOf('POST', '/api/v1/town')).toBeUndefined();
  });
});
