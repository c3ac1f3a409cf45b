import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startInfluxd } from './influxd.ts';
import { PROGRAM } from './replay-command.ts';
import { environmentOfUser } from './start-server.ts';

it('voldgrav doctor finds an InfluxDB, its missing database and a wrong password, and changes nothing there', async () => {
  const influxd = await startInfluxd(['auth-enabled = true']);
  const dataDir = mkdtempSync(join(tmpdir(), 'voldgrav-doctor-'));
  onTestFinished(async () => {
    rmSync(dataDir, { recursive: true, force: true });
    await influxd.stop();
  });
  const examined = (password: string) =>
    new Promise<string>((resolve) => {
      const env = { ...environmentOfUser(), DATA_DIR: dataDir, DEMO: 'none', PORT: '0', MQTT_PORT: '0', INFLUX_URL: influxd.url, INFLUX_USERNAME: 'voldgrav', INFLUX_PASSWORD: password };
      execFile(process.execPath, [PROGRAM, 'doctor'], { env }, (_fault, stdout) => resolve(stdout.split('\n').find((line) => line.split('\t')[1] === 'store') ?? ''));
    });
  const ask = async (q: string, as = '&u=voldgrav&p=right') => (await fetch(`${influxd.url}/query?q=${encodeURIComponent(q)}${as}`, { method: 'POST' })).text();
  await ask("CREATE USER voldgrav WITH PASSWORD 'right' WITH ALL PRIVILEGES", '');
  expect(await examined('wrong')).toMatch(/^fault\tstore\tInfluxDB at \S+ does not let us in \(401\)\./);
  expect(await examined('right')).toMatch(/^warning\tstore\tInfluxDB at \S+ has no database voldgrav\./);
  expect(await ask('SHOW DATABASES')).not.toContain('voldgrav');
  await ask('CREATE DATABASE voldgrav');
  expect(await examined('right')).toMatch(/^ok\tstore\tInfluxDB at \S+ answers, and has the database voldgrav\.$/);
}, 200_000);
