import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import { instant } from '@voldgrav/hydrology';
import { type KeptArchive, openInfluxArchive, openSqliteArchive } from '@voldgrav/storage';
import { startInfluxd } from '@voldgrav/test-contracts/influxd';
import { environmentOfUser } from '@voldgrav/test-contracts/start-server';
import { expect, it, onTestFinished } from 'vitest';
import { AcknowledgedPublisher } from './acknowledged-publisher.ts';
import { keyOf } from './sample-readings.ts';
import { backlogStart, scratch } from './scratch.ts';
import { startServer } from './server-process.ts';
import { expectSameSet, storedObservations, untilStored } from './stored-observations.ts';

// The built command itself: what its shim builds first, `npm test` and `npm run faults` have built already.
const CLI = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url));
const LONG_AGO = Date.parse('2026-01-01T00:00:00Z');
const YEARS_AGO = Date.parse('2024-02-29T00:00:00Z');

/** `voldgrav rebuild --no-demo …`, as a person types it. */
function rebuild(dataDir: string, words: readonly string[] = [], environment: Readonly<Record<string, string>> = {}) {
  return spawnSync(process.execPath, [CLI, 'rebuild', '--no-demo', ...words], { env: { ...environmentOfUser(), DATA_DIR: dataDir, ...environment }, encoding: 'utf8' });
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

it('voldgrav rebuild --into moves everything from one store to the other and back: the journal’s span, what is older, and rollups whose observations are gone', async () => {
  const place = await scratch('rebuild-into');
  const influxd = await startInfluxd();
  onTestFinished(() => influxd.stop());
  const environment = { INFLUX_URL: influxd.url, INFLUX_DATABASE: 'moved' };
  const server = await startServer(place);
  const sensors = new AcknowledgedPublisher({ url: place.mqttUrl, from: backlogStart() });
  sensors.sendNext(500);
  await sensors.untilAllAcknowledged();
  await untilStored(server, place.dataDir, sensors.acknowledged);
  expect(await server.stop()).toBe(0);
  await sensors.close();
  change(place.dataDir, `INSERT INTO observation (series, phenomenon_time, value, received_at, time_from, flag) VALUES (1, ?, 0.4, ?, 'sensor', 1)`, LONG_AGO, LONG_AGO);
  change(place.dataDir, 'INSERT INTO rollup VALUES (1, 86400, ?, 0.4, 0.4, 0.4, 0.4, 1, 1)', LONG_AGO);
  change(place.dataDir, 'INSERT INTO rollup VALUES (1, 86400, ?, 0, 3, 1, 9, 20, 3)', YEARS_AGO);
  const before = await everythingIn(openSqliteArchive({ file: join(place.dataDir, 'observations.sqlite') }));
  expect(before).toContain(`days ${YEARS_AGO} 0 3 1 9 20 3`);

  expect(rebuild(place.dataDir, ['--into', 'influx']).stderr).toContain('INFLUX_URL is not set');
  expect(rebuild(place.dataDir, ['--into', 'paper']).status).toBe(2);
  const there = rebuild(place.dataDir, ['--into', 'influx'], environment);
  expect([there.status, there.stderr]).toEqual([0, '']);
  expect(there.stdout).toMatch(/^Rebuilt the observation store in InfluxDB: 500 messages .* gave 500 observations\. 1 older observations came from the other store\. Nothing was sent\.\n$/);
  expect(await everythingIn(openInfluxArchive({ url: influxd.url, database: 'moved', onRefused: () => undefined }))).toEqual(before);

  rmSync(join(place.dataDir, 'observations.sqlite'));
  const back = rebuild(place.dataDir, ['--into', 'sqlite'], environment);
  expect([back.status, back.stderr]).toEqual([0, '']);
  expect(await everythingIn(openSqliteArchive({ file: join(place.dataDir, 'observations.sqlite') }))).toEqual(before);
  place.discard();
}, 180_000);

/** Every observation and every day of an archive, as lines in order. */
async function everythingIn(archive: KeptArchive): Promise<readonly string[]> {
  const lines: string[] = [];
  const window = { after: instant(0), until: instant(Date.now() + 86_400_000) };
  for (const series of await archive.store.series()) {
    const [days = []] = await archive.rollups([{ ...series, window, resolution: 86_400 }]);
    for (const { endsAt, min, max, last, sum, count, flag } of days) lines.push(['days', endsAt, min, max, last, Number(sum.toFixed(6)), count, flag].join(' '));
    for (const observation of await archive.range({ ...series, window })) lines.push(JSON.stringify(observation, Object.keys(observation).sort()));
  }
  archive.close();
  return lines.sort();
}
