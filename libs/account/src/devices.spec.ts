import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isDeviceName } from './devices.ts';
import { type Accounts, openAccounts } from './open-accounts.ts';

const NOW = Date.UTC(2026, 10, 27, 18);
const BY = { name: 'command line (anna)', why: 'new gauge' };

describe('devices', () => {
  let folder = '';
  let accounts: Accounts;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'voldgrav-devices-'));
    accounts = openAccounts({ file: join(folder, 'accounts.sqlite'), sessionSecret: 'x'.repeat(32), now: NOW });
  });
  afterEach(() => {
    accounts.close();
    rmSync(folder, { recursive: true });
  });

  it('come in by their password until they are revoked, and by a new one when they are added again', async () => {
    const { devices } = accounts;
    expect(devices.any()).toBe(false);
    const password = (await devices.add({ name: 'l-1', topics: [] }, BY, NOW)) ?? '';
    expect(password).toMatch(/^[\w-]{43}$/);
    expect(await devices.verify('l-1', Buffer.from(password))).toMatchObject({ name: 'l-1', topics: [], createdAt: NOW });
    expect(await devices.verify('l-1', Buffer.from(`${password}x`))).toBeUndefined();
    expect(await devices.verify('l-2', Buffer.from(password))).toBeUndefined();
    expect(await devices.add({ name: 'l-1', topics: [] }, BY, NOW)).toBeUndefined();

    expect(devices.revoke('l-1', BY, NOW + 1)).toBe(true);
    expect(devices.revoke('l-1', BY, NOW + 2)).toBe(false);
    expect(await devices.verify('l-1', Buffer.from(password))).toBeUndefined();
    expect(devices.any()).toBe(true);

    const again = (await devices.add({ name: 'l-1', topics: ['havn/#'] }, BY, NOW + 3)) ?? '';
    expect(again).not.toBe(password);
    expect(await devices.verify('l-1', Buffer.from(again))).toMatchObject({ topics: ['havn/#'] });
    expect(devices.list().map(({ name, revokedAt }) => [name, revokedAt])).toEqual([['l-1', undefined], ['l-1', NOW + 1]]);
    expect(accounts.audit.list({ limit: 9 }).map(({ act, subject, detail, why }) => [act, subject, detail, why])).toEqual([
      ['device-added', 'l-1', 'havn/#', 'new gauge'], ['device-revoked', 'l-1', undefined, 'new gauge'], ['device-added', 'l-1', undefined, 'new gauge'],
    ]);
  });

  it('in use are those that nobody has revoked, here or in another process', async () => {
    const { devices } = accounts;
    await devices.add({ name: 'l-1', topics: [] }, BY, NOW);
    await devices.add({ name: 'l-2', topics: [] }, BY, NOW);
    const [one, two] = [devices.named('l-1')?.id, devices.named('l-2')?.id];
    expect([...devices.inUse()]).toEqual([one, two]);
    expect(devices.inUse()).toBe(devices.inUse());
    devices.revoke('l-1', BY, NOW + 1);
    expect([...devices.inUse()]).toEqual([two]);
    const other = openAccounts({ file: join(folder, 'accounts.sqlite'), sessionSecret: 'x'.repeat(32), now: NOW });
    await other.devices.add({ name: 'l-3', topics: [] }, BY, NOW + 2);
    other.devices.revoke('l-2', BY, NOW + 3);
    other.close();
    expect([...devices.inUse()]).toEqual([devices.named('l-3')?.id]);
  });

  it.each([['l-aadalen', true], ['70b3d57ba0000102', true], ['brønd_7.2', true], ['a:b', false], ['a/b', false], ['+', false], ['#', false], ['$SYS', false], ['a b', false], ['voldgrav', false], ['', false], ['x'.repeat(65), false], ['a\nuser b', false]])('%j may be a name: %s', (name, may) => {
    expect(isDeviceName(name)).toBe(may);
  });
});
