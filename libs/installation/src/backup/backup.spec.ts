import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { instant } from '@voldgrav/hydrology';
import { openJournal, readJournal } from '@voldgrav/journal';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBackup } from './backup-file.ts';
import { restoreBackup } from './restore-backup.ts';
import { lastBackup, writeBackup } from './write-backup.ts';

const AT = '2026-11-27T19:00:00.000Z';
const ABOUT = { at: AT, version: '0.1.0', node: '20.20.2', town: 'Ravnsvig', store: 'sqlite' } as const;

let root = '';
const here = (...names: readonly string[]) => join(root, ...names);
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'voldgrav-backup-'));
  mkdirSync(here('data'));
});
afterEach(() => rmSync(root, { recursive: true }));

async function backedUp(entries = 3): Promise<string> {
  const journal = openJournal({ file: here('data/journal.sqlite') });
  for (let index = 0; index < entries; index += 1) await journal.append({ kind: 'message', topic: 'sensors/r-01/json', payload: Buffer.from(String(index)), origin: 'spec', receivedAt: instant(1_000 + index) });
  writeFileSync(here('data/session-secret'), 'of this installation', { mode: 0o600 });
  // The journal is open meanwhile, as in a server.
  const order: string[] = [];
  writeBackup({ folder: here('data'), file: here('b'), about: ABOUT, townTexts: new Map([['town.yaml', 'name: Ravnsvig\n'], ['map/land.geojson', '{}']]), onFile: (name) => order.push(name) });
  journal.close();
  return order.join();
}
const restored = (replace = false) => restoreBackup({ file: here('b'), dataDir: here('again'), replace, now: new Date(AT) });

function change(statement: string): void {
  const database = new DatabaseSync(here('b'));
  database.exec(statement);
  database.close();
}

describe('a backup', () => {
  it('brings back what was there, for its owner alone', async () => {
    await backedUp();
    expect(readdirSync(root).sort()).toEqual(['b', 'data']);
    expect(restored().manifest).toMatchObject({ ...ABOUT, lastSeq: 3 });
    const journal = readJournal(here('again/journal.sqlite'));
    expect([...journal.rows()].flat().map((row) => !row.damaged && row.kind === 'message' && Buffer.from(row.payload).toString())).toEqual(['0', '1', '2']);
    journal.close();
    expect(readFileSync(here('again/session-secret'), 'utf8')).toBe('of this installation');
    expect(readFileSync(here('again/town/map/land.geojson'), 'utf8')).toBe('{}');
    for (const name of ['b', 'again/journal.sqlite', 'again/session-secret']) expect(statSync(here(name)).mode & 0o777).toBe(0o600);
    expect(lastBackup(here('data'))).toEqual({ at: AT, file: here('b') });
  });

  it('takes what follows the journal before it, and what its cursors point into after it', async () => {
    for (const name of ['duty-log', 'readiness', 'observations', 'accounts']) new DatabaseSync(here(`data/${name}.sqlite`)).exec('CREATE TABLE t (x)');
    expect(await backedUp()).toBe('duty-log.sqlite,readiness.sqlite,journal.sqlite,observations.sqlite,accounts.sqlite');
  });

  it.each([
    ['a chunk was changed', "UPDATE chunk SET bytes = zeroblob(length(bytes)) WHERE file = 'journal.sqlite' AND place = 0", /journal\.sqlite in it was changed or is not whole/],
    ['a chunk is missing', "DELETE FROM chunk WHERE file = 'town/town.yaml'", /town\/town\.yaml in it was changed or is not whole/],
    ['the manifest was changed', "UPDATE manifest SET json = replace(json, 'Ravnsvig', 'Elsewhere')", /what it says of itself was changed or is missing/],
    ['the manifest is missing', 'DELETE FROM manifest', /what it says of itself was changed or is missing/],
    ['it is newer', 'PRAGMA user_version = 2', /it has format 2, and this Voldgrav knows formats up to 1/],
    ['it is another file of SQLite', 'PRAGMA application_id = 7', /it is no backup of Voldgrav/],
  ])('is refused when %s, and nothing is made', async (_case, statement, says) => {
    await backedUp();
    change(statement);
    expect(() => restored()).toThrow(says);
    expect(readdirSync(root).sort()).toEqual(['b', 'data']);
  });

  it.each(['../outside', '/etc/passwd', 'town/../../outside', '.ssh/keys'])('cannot write to %s', async (name) => {
    await backedUp();
    const { manifest, close } = openBackup(here('b'));
    close();
    const json = JSON.stringify({ ...manifest, files: [{ ...manifest.files[0], name }] });
    const { createHash } = await import('node:crypto');
    const database = new DatabaseSync(here('b'));
    database.prepare('UPDATE manifest SET json = ?, sha256 = ?').run(json, createHash('sha256').update(json).digest('hex'));
    database.close();
    expect(() => restored()).toThrow(/cannot be restored/);
  });

  it('is not put into a folder that holds something, unless that is set aside', async () => {
    await backedUp();
    mkdirSync(here('again/demo'), { recursive: true });
    writeFileSync(here('again/journal.sqlite'), 'another');
    expect(() => restored()).toThrow(/is not empty \(journal\.sqlite\): --replace sets what is there aside/);
    expect(readFileSync(here('again/journal.sqlite'), 'utf8')).toBe('another');
    const { setAside = '' } = restored(true);
    expect(setAside).toBe(here('again/before-restore-2026-11-27T190000.000Z'));
    expect(readFileSync(join(setAside, 'journal.sqlite'), 'utf8')).toBe('another');
    expect(readdirSync(here('again')).filter((name) => !name.startsWith('lock') && !name.startsWith('before')).sort()).toEqual(['demo', 'journal.sqlite', 'session-secret', 'town']);
  });

  it.each(['journal.sqlite', 'session-secret', 'a-folder'])('does not take the place of %s', async (name) => {
    await backedUp();
    mkdirSync(here('data/a-folder'));
    const before = readdirSync(here('data')).sort();
    const journal = readFileSync(here('data/journal.sqlite'));
    expect(() => writeBackup({ folder: here('data'), file: here('data', name), about: ABOUT, townTexts: new Map(), onFile: () => undefined })).toThrow(/is there already and is no backup, so it stays/);
    expect(readdirSync(here('data')).sort()).toEqual(before);
    expect(readFileSync(here('data/journal.sqlite')).equals(journal)).toBe(true);
  });

  it('is written by one at a time, and by the next where the last was cut off', async () => {
    await backedUp();
    const write = (onFile: (name: string) => void) => writeBackup({ folder: here('data'), file: here('b'), about: ABOUT, townTexts: new Map(), onFile });
    const tried: string[] = [];
    write((name) => {
      expect(() => write(() => undefined)).toThrow(/another backup is being written into/);
      tried.push(name);
    });
    expect(tried).toEqual(['journal.sqlite']);
    expect(restored().manifest.lastSeq).toBe(3);
    writeFileSync(here('b.partial'), 'cut off');
    expect(write(() => undefined).lastSeq).toBe(3);
    expect(readdirSync(root).sort()).toEqual(['again', 'b', 'data']);
  });

  it('says why it could not be given its name', async () => {
    await backedUp();
    // Somebody makes a folder of that name meanwhile.
    expect(() => writeBackup({ folder: here('data'), file: here('c'), about: ABOUT, townTexts: new Map(), onFile: () => mkdirSync(here('c'), { recursive: true }) })).toThrow(/EISDIR|directory/);
    expect(readdirSync(root).sort()).toEqual(['b', 'c', 'data']);
  });

  it('that cannot be made leaves nothing, and the one before', async () => {
    await backedUp();
    const before = readFileSync(here('b'));
    writeFileSync(here('data/accounts.sqlite'), 'this is no file of SQLite, and long enough to be looked at as one');
    await expect(backedUp()).rejects.toThrow(/not a database/);
    expect(readdirSync(root).sort()).toEqual(['b', 'data']);
    expect(readFileSync(here('b')).equals(before)).toBe(true);
  });
});
