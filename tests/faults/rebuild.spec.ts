import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, it } from 'vitest';
import { AcknowledgedPublisher } from './acknowledged-publisher.ts';
import { keyOf } from './sample-readings.ts';
import { backlogStart, scratch } from './scratch.ts';
import { environmentOfUser, startServer } from './server-process.ts';
import { expectSameSet, storedObservations, untilStored } from './stored-observations.ts';

// The built command itself: what its shim builds first, `npm test` and `npm run faults` have built already.
const CLI = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url));
const LONG_AGO = Date.parse('2026-01-01T00:00:00Z');

/** `voldgrav rebuild --no-demo`, as a person types it. */
function rebuild(dataDir: string) {
  return spawnSync(process.execPath, [CLI, 'rebuild', '--no-demo'], { env: { ...environmentOfUser(), DATA_DIR: dataDir }, encoding: 'utf8' });
}

function change(dataDir: string, statement: string, ...values: readonly number[]): void {
  const database = new DatabaseSync(join(dataDir, 'observations.sqlite'));
  database.prepare(statement).run(...values);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

it('voldgrav rebuild makes the store anew from the journal, keeps what is older than it, sends nothing, and waits for the server to stop', async () => {
  const place = await scratch('rebuild');
  const server = await startServer(place);
  const sensors = new AcknowledgedPublisher({ url: place.mqttUrl, from: backlogStart() });
  sensors.sendNext(1_000);
  await sensors.untilAllAcknowledged();
  await untilStored(server, place.dataDir, sensors.acknowledged);

  const whileRunning = rebuild(place.dataDir);
  expect([whileRunning.status, whileRunning.stdout]).toEqual([2, '']);
  expect(whileRunning.stderr).toContain('is used by another Voldgrav');

  expect(await server.stop()).toBe(0);
  await sensors.close();
  // What a wrong decoder and a bad disk leave behind, and one observation from before the journal begins.
  change(place.dataDir, 'DELETE FROM observation WHERE series % 2 = ?', 0);
  change(place.dataDir, 'UPDATE observation SET value = value + ?', 1);
  change(place.dataDir, `INSERT INTO observation (series, phenomenon_time, value, received_at, time_from, flag) VALUES (1, ?, 0.4, ?, 'sensor', 1)`, LONG_AGO, LONG_AGO);

  const done = rebuild(place.dataDir);
  expect(done.stderr).toBe('');
  expect(done.status).toBe(0);
  expect(done.stdout).toMatch(/^Rebuilt the observation store: 1000 messages received from \S+ to \S+ gave 1000 observations\. Nothing was sent\.\n$/);
  const older = keyOf('r-01', 'rain_mm', LONG_AGO);
  expect(storedObservations(place.dataDir).values.get(older)).toBe(0.4);
  change(place.dataDir, 'DELETE FROM observation WHERE phenomenon_time = ?', LONG_AGO);
  expectSameSet(place.dataDir, sensors);

  const nothing = rebuild(join(place.dataDir, 'elsewhere'));
  expect([nothing.status, nothing.stdout]).toEqual([2, '']);
  expect(nothing.stderr).toContain('There is no journal in');
  place.discard();
}, 180_000);
