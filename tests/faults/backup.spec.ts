import { execFile, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentOfUser } from '@voldgrav/test-contracts/start-server';
import { expect, it, onTestFinished } from 'vitest';
import { AcknowledgedPublisher } from './acknowledged-publisher.ts';
import { backlogStart, scratch } from './scratch.ts';
import { startServer, until } from './server-process.ts';
import { storedObservations, untilStored } from './stored-observations.ts';

// The built command itself: what its shim builds first, `npm test` and `npm run faults` have built already.
const CLI = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url));

/** `voldgrav …` as a person types it, beside a server that goes on hearing this process. */
function voldgrav(dataDir: string, ...words: readonly string[]): Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CLI, ...words], { env: { ...environmentOfUser(), DATA_DIR: dataDir, DEMO: 'none' } }, (_fault, stdout, stderr) => resolve({ status: child.exitCode ?? -1, stdout, stderr }));
  });
}

it('a backup under load holds every message that was acknowledged before it, and comes back in another folder', async () => {
  const [place, other] = [await scratch('backup'), await scratch('restored')];
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-backups-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'night.voldgrav');
  const server = await startServer(place);
  expect((await voldgrav(place.dataDir, 'user', 'add', 'Anna', '--role', 'viewer')).status).toBe(0);
  const sensors = new AcknowledgedPublisher({ url: place.mqttUrl, from: backlogStart() });
  const stop = sensors.pump(400);
  await until('some hundred messages were acknowledged', () => sensors.acknowledged.size > 800);

  const before = new Set(sensors.acknowledged);
  const done = await voldgrav(place.dataDir, 'backup', file);
  expect(done.stderr).toBe('');
  expect(done.stdout).toMatch(/holds the journal up to entry \d+ and all that belongs to it: \d+ files, [\d.]+ MB\.\n$/);
  expect(sensors.acknowledged.size).toBeGreaterThan(before.size);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['night.voldgrav']);
  await stop();
  await server.kill();
  await sensors.close();

  // What is not whole, or was changed, is refused, and leaves the folder alone.
  const half = join(folder, 'half.voldgrav');
  copyFileSync(file, half);
  truncateSync(half, Math.floor(statSync(file).size / 2));
  const changed = join(folder, 'changed.voldgrav');
  const bytes = readFileSync(file);
  const place0 = bytes.indexOf('"rain_mm"');
  expect(place0).toBeGreaterThan(0);
  bytes.write('"rain_cm"', place0);
  writeFileSync(changed, bytes);
  for (const wrong of [half, changed, CLI]) {
    const refused = await voldgrav(other.dataDir, 'restore', wrong);
    expect([refused.status, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(/^Nothing was restored: .* cannot be restored: .+\.\n$/);
    expect(readdirSync(other.dataDir)).toEqual([]);
  }

  expect(await voldgrav(other.dataDir, 'restore', file)).toMatchObject({ status: 0, stdout: expect.stringMatching(/ is as it was at 20.*: the journal up to entry \d+, of .+\.\n$/) as string });
  const again = await startServer(other);
  await untilStored(again, other.dataDir, before);
  const { values } = storedObservations(other.dataDir);
  for (const key of before) expect(values.get(key)).toBe(sensors.published.get(key));
  expect((await voldgrav(other.dataDir, 'user', 'list')).stdout).toContain('Anna');
  expect(existsSync(join(other.dataDir, 'town/sensors.yaml'))).toBe(true);

  const whileRunning = await voldgrav(other.dataDir, 'restore', file, '--replace');
  expect([whileRunning.status, whileRunning.stdout]).toEqual([2, '']);
  expect(whileRunning.stderr).toContain('is used by another Voldgrav');
  // It goes on from its own numbers: what comes now is new to everyone who follows the journal.
  const later = new AcknowledgedPublisher({ url: other.mqttUrl, from: Date.now() - 60_000 });
  later.sendNext(10);
  await later.untilAllAcknowledged();
  await later.close();
  await untilStored(again, other.dataDir, later.acknowledged);
  expect(await again.stop()).toBe(0);

  const notEmpty = await voldgrav(other.dataDir, 'restore', file);
  expect([notEmpty.status, notEmpty.stdout]).toEqual([2, '']);
  expect(notEmpty.stderr).toContain('--replace sets what is there aside');
  expect((await voldgrav(other.dataDir, 'restore', file, '--replace')).status).toBe(0);
  const [aside = ''] = readdirSync(other.dataDir).filter((name) => name.startsWith('before-restore-'));
  expect(storedObservations(join(other.dataDir, aside)).values.has([...later.acknowledged][0] ?? '')).toBe(true);
  expect(storedObservations(other.dataDir).values.has([...later.acknowledged][0] ?? '')).toBe(false);
  place.discard();
  other.discard();
}, 400_000);

it('a backup that cannot be written leaves nothing, and one that is there stays', async () => {
  const place = await scratch('backup-refused');
  const folder = join(place.dataDir, 'backups');
  mkdirSync(folder);
  const file = join(folder, 'b');
  const nothing = await voldgrav(place.dataDir, 'backup', file);
  expect([nothing.status, nothing.stdout]).toEqual([2, '']);
  expect(nothing.stderr).toContain('There is no journal in');
  const server = await startServer(place);
  expect((await voldgrav(place.dataDir, 'backup', file)).status).toBe(0);
  const before = readFileSync(file);
  const there = await voldgrav(place.dataDir, 'backup', file);
  expect([there.status, there.stderr]).toEqual([2, `${file} is there already; --replace puts the new backup in its place.\n`]);
  expect((await voldgrav(place.dataDir, 'backup', join(folder, 'nowhere/b'))).stderr).toContain('There is no folder');
  expect(readFileSync(file).equals(before)).toBe(true);
  expect((await voldgrav(place.dataDir, 'backup', file, '--replace')).status).toBe(0);
  expect(readdirSync(folder)).toEqual(['b']);

  // As on a full disk: no file may grow beyond 64 KB.
  const full = spawnSync('prlimit', ['--fsize=65536', process.execPath, CLI, 'backup', join(folder, 'c')], { env: { ...environmentOfUser(), DATA_DIR: place.dataDir, DEMO: 'none' }, encoding: 'utf8' });
  expect([full.status, full.stdout]).toEqual([2, '']);
  expect(full.stderr).toMatch(/^No backup was made: the disk is full or cannot be written \(.+\)\.\n$/);
  expect(readdirSync(folder)).toEqual(['b']);
  expect((await server.health()).status).toBe('ready');
  await server.stop();
  place.discard();
}, 200_000);
