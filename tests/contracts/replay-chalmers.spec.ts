import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { type RunningBroker, startMosquitto } from './mosquitto.ts';
import { replayed } from './replay-command.ts';

const SHARED = process.env['VOLDGRAV_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));
const RAIN = join(SHARED, 'data/rain/gothenburg_1min_20150722-26.csv');
const GAUGES = ['Jarn', 'Torp', 'Bergsj', 'Torsl', 'Chalm', 'Tole', 'Barl', 'Drakeg', 'Lbom', 'Askim'];
/** The town's gauges r-01 to r-10 stand in for the recording's ten, in their order: Chalmers is r-05. */
const RENAME = GAUGES.flatMap((gauge, index) => ['--rename', `${gauge}=r-${String(index + 1).padStart(2, '0')}`]);

/** The forty minutes in which the half hour of 15.2 mm lies (it ends at 03:44), so that 60× takes forty seconds. */
const [FROM, TO] = ['2015-07-26 03:14:00', '2015-07-26 03:54:00'];

const folder = mkdtempSync(join(tmpdir(), 'voldgrav-chalmers-'));
const files = ['rain.csv', 'level.csv', 'end.jsonl'].map((name) => join(folder, name));
let broker: RunningBroker;

describe('the night of 26 July 2015 at Chalmers', () => {
  beforeEach(({ skip }) => skip(!existsSync(RAIN), 'data absent'));
  beforeAll(async () => {
    broker = await startMosquitto(await freePort());
    if (!existsSync(RAIN)) return;
    const [head = '', ...lines] = readFileSync(RAIN, 'utf8').trim().split('\n');
    writeFileSync(files[0]!, [head, ...lines.filter((line) => line > FROM && line <= TO)].join('\n'));
    // The recording has no water levels, so one is made up for there to be alerts: Ådalsbassinet is over 1.90 m from 03:35 to 03:40.
    const levels = Array.from({ length: 40 }, (_, minute) => `${new Date(Date.UTC(2015, 6, 26, 3, 15 + minute)).toISOString()},${minute >= 20 && minute < 25 ? 1.95 : 0.7}`);
    writeFileSync(files[1]!, ['time,l-aadalen', ...levels].join('\n'));
    writeFileSync(files[2]!, '{"clock":"2015-07-26T03:54:30Z"}\n');
  });
  afterAll(async () => {
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives the same through a real Mosquitto at 60× as in one process, and 15.2 mm in 30 min', async () => {
    const [through, within] = await Promise.all([
      replayed(files, join(folder, 'through.json'), [...RENAME, '--mqtt', broker.url, '--speed', '60']),
      replayed(files, join(folder, 'within.json'), RENAME),
    ]);
    expect(through.alerts.map(({ rule, transitions }) => `${rule} ${transitions.map(({ at, to }) => `${at.slice(11, 16)} ${to}`).join(', ')}`)).toEqual(['aadalen-near-crest 03:35 new, 03:46 returned', 'aadalen-can-take 03:36 new, 03:46 returned']);
    expect(through.storms.flatMap(({ maxima }) => maxima).filter(({ sensor, minutes }) => sensor === 'r-05' && minutes === 30)).toEqual([{ sensor: 'r-05', minutes: 30, mm: 15.2 }]);
    expect(through.digest).toBe(within.digest);
    expect(through).toEqual(within);
  });
});
