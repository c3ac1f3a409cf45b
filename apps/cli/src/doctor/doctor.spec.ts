import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { instant } from '@voldgrav/hydrology';
import { lockFolder } from '@voldgrav/installation';
import { openJournal } from '@voldgrav/journal';
import { startEmbeddedBroker } from '@voldgrav/mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../program.ts';
import { NODE_RANGE, nodeFinding } from './node-finding.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'voldgrav-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Line { readonly level: string; readonly about: string; readonly text: string }

async function examined(environment: Readonly<Record<string, string>> = {}, ...words: readonly string[]) {
  const answers: string[] = [];
  const complaints: string[] = [];
  const terminal = { answer: (line: string) => answers.push(line), complain: (line: string) => complaints.push(line) };
  const code = await run(['doctor', ...words], terminal, { environment: { DATA_DIR: folder, DEMO: 'none', PORT: '0', MQTT_PORT: '0', ...environment } });
  const lines = answers.map((line): Line => {
    const [level = '', about = '', ...rest] = line.split('\t');
    return { level, about, text: rest.join(' ') };
  });
  // Whether this clone has been built is not what is tried here.
  const faults = lines.filter(({ level, about }) => level === 'fault' && about !== 'built files');
  return { code, complaints, lines, faults, on: (about: string) => lines.filter((line) => line.about === about).map(({ level, text }) => `${level}: ${text}`) };
}

async function journalled(count: number, receivedAt = Date.now()): Promise<void> {
  const journal = openJournal({ file: join(folder, 'journal.sqlite') });
  await Promise.all(Array.from({ length: count }, (_, index) => journal.append({ kind: 'message', topic: 'sensors/r-01/json', payload: Buffer.from(`{"rain_mm":${index}}`), origin: 'spec', receivedAt: instant(receivedAt) })));
  journal.close();
}

describe('voldgrav doctor', () => {
  it('finds nothing wrong where nothing has run yet, and makes nothing', async () => {
    const where = join(folder, 'data');
    const { faults, complaints, on } = await examined({ DATA_DIR: where });
    expect([faults, complaints]).toEqual([[], []]);
    expect(on('data folder')).toEqual([`ok: ${where} is not there yet and is made at the first start.`]);
    expect(on('settings')).toEqual(['ok: they can be read, and agree with one another.']);
    expect(on('town')[0]).toMatch(/^ok: Ravnsvig/);
    expect(on('backup')[0]).toMatch(/^warning: none is known of\. To do: let cron run/);
    expect(existsSync(where)).toBe(false);
  });

  it('tells every fault of the settings, and looks at nothing else by them', async () => {
    const { code, on, lines } = await examined({ PORT: 'http', JOURNAL_GB: '-1', MQTT_HOST: '0.0.0.0' });
    expect(code).toBe(1);
    expect(on('settings')).toHaveLength(3);
    for (const name of ['PORT', 'JOURNAL_GB', 'MQTT_HOST']) expect(on('settings').join()).toContain(name);
    expect(lines.map(({ about }) => about)).not.toContain('journal');
  });

  it('tells what is wrong with the town', async () => {
    const { code, on } = await examined({ TOWN_DIR: join(folder, 'nowhere') });
    expect(code).toBe(1);
    expect(on('town')[0]).toMatch(/^fault: 1 faults; the first is .*nowhere:1: There is no such folder/);
  });

  it('looks at every entry of the journal, and finds the one that the disk changed', async () => {
    await journalled(50);
    expect((await examined()).on('journal')[0]).toMatch(/^ok: 50 entries, 0\.00 GB; every one that was looked at is as it was written\.$/);
    const database = new DatabaseSync(join(folder, 'journal.sqlite'));
    database.exec("UPDATE entry SET payload = x'00' WHERE seq = 7");
    database.close();
    const { code, on } = await examined({}, '--thorough');
    expect(code).toBe(1);
    expect(on('journal')[0]).toMatch(/^fault: 1 of 50 entries, .* cannot be trusted\. To do: look at the disk; make a backup now/);
    writeFileSync(join(folder, 'journal.sqlite'), 'this is no journal, and it is long enough to be looked at as one');
    expect((await examined()).on('journal')[0]).toMatch(/^fault: it cannot be read: /);
  });

  it('finds a log beside the journal that is none, or that a server has set aside', async () => {
    const log = new DatabaseSync(join(folder, 'duty-log.sqlite'));
    log.exec('CREATE TABLE note (id TEXT)');
    log.close();
    expect((await examined()).on('duty log')).toEqual(['ok: duty-log.sqlite holds 0 entries.']);
    // Such as a backup that was put in its place: a database, and another.
    rmSync(join(folder, 'duty-log.sqlite'));
    await journalled(1);
    renameSync(join(folder, 'journal.sqlite'), join(folder, 'duty-log.sqlite'));
    writeFileSync(join(folder, 'readiness.sqlite'), 'this is no database, and it is long enough to be looked at as one');
    writeFileSync(join(folder, 'trouble.sqlite.unreadable'), '');
    const { code, on } = await examined();
    expect(code).toBe(1);
    expect(on('duty log')[0]).toMatch(/^fault: duty-log\.sqlite cannot be read as one: no such table: note\. To do: restore a backup/);
    expect(on('readiness log')[0]).toMatch(/^fault: readiness\.sqlite cannot be read as one: .*not a database/);
    expect(on('Drift log')[0]).toMatch(/^warning: trouble\.sqlite\.unreadable lies here/);
  });

  it('finds a clock that stands behind what the journal has heard', async () => {
    await journalled(1, Date.now() + 3_600_000);
    const { code, on } = await examined();
    expect(code).toBe(1);
    expect(on('clock')[0]).toMatch(/^fault: the newest entry of the journal is of .*To do: set the clock/);
  });

  it('tells who can look in, and that a server is running but does not answer', async () => {
    await journalled(1);
    chmodSync(folder, 0o755);
    expect((await examined()).on('permissions')[0]).toMatch(/^warning: other users .* To do: chmod 700 /);
    writeFileSync(join(folder, 'session-secret'), 'x', { mode: 0o644 });
    expect((await examined()).on('permissions')[0]).toMatch(/^fault: other users of this machine can read session-secret\. To do: chmod 600 /);
    chmodSync(folder, 0o700);
    chmodSync(join(folder, 'session-secret'), 0o600);
    expect((await examined()).on('permissions')).toEqual(['ok: nobody else can look into the data folder.']);
    const unlock = lockFolder(folder);
    try {
      const { on } = await examined({ PORT: '1' });
      expect(on('data folder')).toEqual([`ok: ${folder}; a server is running in it (process ${process.pid}).`]);
      expect(on('server')[0]).toMatch(/^fault: it is running, but does not answer at http:\/\/127\.0\.0\.1:1/);
    } finally {
      unlock();
    }
  });

  it('hands on what a running server says of itself', async () => {
    const server = createServer((_request, response) => response.end(JSON.stringify({ status: 'not ready', journal: 'writable', broker: 'connected', store: 'no answer', storeLag: 9, spool: { level: 80, full: false }, damagedRows: 2, sessionsLost: 0, signInsRefused: { total: 900, lastHour: 12 } })));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const unlock = lockFolder(folder);
    try {
      const { port } = server.address() as AddressInfo;
      const { on } = await examined({ PORT: String(port) });
      expect(on('server').map((line) => line.split('.')[0])).toEqual(['fault: its store does not answer: no answer', 'warning: what may wait for the store is 80 % full', 'warning: 2 entries of the journal were damaged at its start', 'warning: its broker refused 12 sign-ins in the last hour']);
      expect(on('port of the page')).toEqual([`ok: ${port} is taken, by the server that is running.`]);
      unlock();
      expect((await examined({ PORT: String(port) })).on('port of the page')[0]).toMatch(/^fault: \d+ is taken by another program/);
    } finally {
      server.close();
    }
  });

  it('sends a message through a broker of one’s own and back', async () => {
    const broker = await startEmbeddedBroker({ host: '127.0.0.1', port: 0, sources: [], onPublish: async () => undefined, onRefused: () => undefined });
    try {
      expect((await examined({ MQTT_URL: `mqtt://127.0.0.1:${broker.port}` })).on('broker')[0]).toMatch(/^ok: 127\.0\.0\.1:\d+ took a message at QoS 1 and handed it back in \d+ ms\.$/);
    } finally {
      await broker.close();
    }
    const { code, on } = await examined({ MQTT_URL: 'mqtt://voldgrav:secret@127.0.0.1:1', INFLUX_URL: 'http://127.0.0.1:1' });
    expect(code).toBe(1);
    expect(on('broker')[0]).toMatch(/^fault: 127\.0\.0\.1:1 cannot be reached/);
    expect(on('store')[0]).toMatch(/^fault: InfluxDB at 127\.0\.0\.1:1 does not answer/);
    expect(on('broker').join()).not.toContain('secret');
  });

  it('knows how old the last backup is', async () => {
    await journalled(3);
    const backups = join(folder, '..', `${folder.split('/').at(-1)}-backups`);
    mkdirSync(backups);
    try {
      const silent = { answer: () => undefined, complain: () => undefined };
      expect(await run(['backup', join(backups, 'b')], silent, { environment: { DATA_DIR: folder, DEMO: 'none' } })).toBe(0);
      expect((await examined()).on('backup')[0]).toMatch(/^ok: the last one is of 20/);
      const last = join(folder, 'last-backup.json');
      writeFileSync(last, JSON.stringify({ ...(JSON.parse(readFileSync(last, 'utf8')) as object), at: new Date(Date.now() - 5.5 * 86_400_000).toISOString() }));
      expect((await examined()).on('backup')[0]).toMatch(/^warning: .*: 5 days ago\. To do/);
      expect(statSync(join(backups, 'b')).size).toBeGreaterThan(0);
    } finally {
      rmSync(backups, { recursive: true });
    }
  });

  it('warns of a backup that lies with what it is of', async () => {
    await journalled(3);
    const complaints: string[] = [];
    const terminal = { answer: () => undefined, complain: (line: string) => complaints.push(line) };
    symlinkSync(folder, `${folder}-link`);
    try {
      expect(await run(['backup', join(`${folder}-link`, 'b')], terminal, { environment: { DATA_DIR: folder, DEMO: 'none' } })).toBe(0);
    } finally {
      rmSync(`${folder}-link`);
    }
    expect(complaints).toEqual([expect.stringMatching(/-link\/b is in the data folder itself: what takes the one takes the other\. Keep it elsewhere\.$/)]);
    writeFileSync(join(folder, 'last-backup.json'), JSON.stringify({ at: new Date().toISOString(), file: join(folder, 'b') }));
    expect((await examined()).on('backup')[0]).toMatch(/^warning: the last one is of 20.*, which is in the data folder itself/);
    // The name begins like the folder's, and is another.
    writeFileSync(join(folder, 'last-backup.json'), JSON.stringify({ at: new Date().toISOString(), file: `${folder}-elsewhere/b` }));
    expect((await examined()).on('backup')[0]).toMatch(/^ok: /);
  });

  it('takes no words', async () => {
    expect((await examined({}, 'nonsense')).code).toBe(2);
    expect((await examined({}, '--help')).code).toBe(0);
  });
});

describe('the version of Node', () => {
  it('is asked for as package.json does', () => {
    const { engines } = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')) as { readonly engines: { readonly node: string } };
    expect(engines.node).toBe(NODE_RANGE);
  });

  it.each([['20.18.9', 'fault'], ['20.19.0', 'ok'], ['21.9.0', 'fault'], ['22.12.0', 'fault'], ['22.13.0', 'ok'], ['23.9.0', 'fault'], ['24.0.0', 'ok'], ['26.1.0', 'ok'], ['18.20.0', 'fault']])('%s: %s', (version, level) => {
    expect(nodeFinding(version).level).toBe(level);
  });
});
