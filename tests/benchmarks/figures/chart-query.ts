import { DAY, type Instant, instant, isoOf, MINUTE, shifted } from '@voldgrav/hydrology';
import type { Series } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import { type KeptArchive, openInfluxArchive, openSqliteArchive } from '@voldgrav/storage';
import { startInfluxd } from '@voldgrav/test-contracts/influxd';
import { fleetSensors } from '@voldgrav/fleet';
import { join } from 'node:path';
import type { Figure } from '../figure.ts';
import { startServer, temporaryFolder } from '../parts/built-server.ts';
import { fleetTownFolder } from '../parts/fleet-town-folder.ts';
import { bytesIn } from '../parts/bytes-in.ts';
import { settledInfluxd } from '../parts/settled-influxd.ts';

const SENSORS = 60;
const TOGETHER = 48;
const YEAR = 365 * DAY;
const ASKED = 15;

export const chartQuery: Figure = {
  name: 'chart-query',
  title: 'Store: charts, and what a reading takes on the disk',
  meaning: `A year of one reading a minute of one level, and a day of 48 series, asked of the server over HTTP by somebody on the same machine, until the JSON is parsed; the
median of ${ASKED} after three that warm up. The year comes in the finest resolution that 1,500 points allow (6 h, 1,460 buckets), the 48 series of a day as the server gives
them when nobody says how fine, in 10 minutes (144 buckets each). Bytes a reading
are those of the store's folder for a year of one series and a day of 47 others, its rollups of 1 min, 10 min, 1 h and 1 d included, after SQLite has tidied its file and InfluxDB its own.`,
  measures: [
    { name: 'a year in 1,460 buckets, embedded', unit: 'ms', goal: { atMost: 50 } },
    { name: '48 series of 24 h, embedded', unit: 'ms', goal: { atMost: 100 } },
    { name: 'a year in 1,460 buckets, InfluxDB', unit: 'ms', goal: { atMost: 50 } },
    { name: '48 series of 24 h, InfluxDB', unit: 'ms', goal: { atMost: 100 } },
    { name: 'a reading in the embedded store', unit: 'bytes' },
    { name: 'a reading in InfluxDB', unit: 'bytes' },
  ],
  runs: { full: 1, quick: 1 },
  async run({ later }) {
    const until = instant(Math.floor(Date.now() / DAY) * DAY);
    const series = fleetSensors(SENSORS).slice(0, TOGETHER).map(({ id, quantity }): Series => ({ sensor: id, quantity }));
    const townDir = fleetTownFolder(SENSORS, later);

    const dataDir = temporaryFolder(later);
    const embedded = openSqliteArchive({ file: join(dataDir, 'observations.sqlite') });
    const readings = await fill(embedded, series, until);
    embedded.close();
    const embeddedBytes = bytesIn(join(dataDir, 'observations.sqlite'));
    const ownServer = await startServer({ townDir, dataDir, later });
    const own = await timed(ownServer.url, series, until);
    await ownServer.stop();

    const influxd = await startInfluxd([], ['cache-snapshot-write-cold-duration = "1s"', 'compact-full-write-cold-duration = "2s"']);
    later(() => influxd.stop());
    const environment = { INFLUX_URL: influxd.url, INFLUX_DATABASE: 'bench' };
    const remote = openInfluxArchive({ url: influxd.url, database: 'bench', onRefused: ({ reason }) => { throw new Error(reason); } });
    await fill(remote, series, until);
    remote.close();
    const influxBytes = await settledInfluxd(influxd.folder);
    const server = await startServer({ townDir, environment, later });
    const theirs = await timed(server.url, series, until);
    return {
      'a year in 1,460 buckets, embedded': own.year,
      '48 series of 24 h, embedded': own.together,
      'a year in 1,460 buckets, InfluxDB': theirs.year,
      '48 series of 24 h, InfluxDB': theirs.together,
      'a reading in the embedded store': embeddedBytes / readings,
      'a reading in InfluxDB': influxBytes / readings,
    };
  },
};

/** A year of the last series by the minute, and the last day of the others. Gives how many readings. */
async function fill(archive: KeptArchive, series: readonly Series[], until: Instant): Promise<number> {
  const year = series.at(-1) as Series;
  let readings = 0;
  const tell = async (each: Series, from: Instant, to: Instant): Promise<void> => {
    const observations: Observation[] = [];
    for (let at = shifted(from, MINUTE); at <= to; at = shifted(at, MINUTE)) observations.push(reading(each, at));
    await archive.append(observations);
    readings += observations.length;
  };
  for (let day = shifted(until, -YEAR); day < until; day = shifted(day, DAY)) {
    await tell(year, day, shifted(day, DAY));
    await archive.roll();
  }
  for (const each of series.slice(0, -1)) await tell(each, shifted(until, -DAY), until);
  await archive.roll();
  return readings;
}

/** A tide with a little noise, to the millimetre; arrivals a few hundred milliseconds late. */
function reading({ sensor, quantity }: Series, at: Instant): Observation {
  const noise = ((at / MINUTE) * 7_919) % 31;
  const value = quantity === 'rain_mm' ? (noise < 2 ? 0.2 : 0) : Math.round((1.5 + 0.4 * Math.sin(at / 7_115_000)) * 1_000 + noise) / 1_000;
  return { sensor, quantity, value, phenomenonTime: at, receivedAt: shifted(at, 200 + noise * 13), timeFrom: 'sensor', flag: 1, checks: [] };
}

async function timed(url: string, series: readonly Series[], until: Instant): Promise<{ readonly year: number; readonly together: number }> {
  const last = series.at(-1) as Series;
  const names = series.map(({ sensor, quantity }) => `${sensor}:${quantity}`).join(',');
  return {
    year: await medianOf(`${url}/api/v1/sensors/${last.sensor}/observations?from=${isoOf(shifted(until, -YEAR))}&to=${isoOf(until)}&maxPoints=1500`, (answer) => answer.buckets?.length === 1_460),
    together: await medianOf(`${url}/api/v1/observations?series=${names}&from=${isoOf(shifted(until, -DAY))}&to=${isoOf(until)}`, (answer) => answer.series?.every(({ buckets }) => buckets.length === 144) === true),
  };
}

interface Answer {
  readonly buckets?: readonly unknown[];
  readonly series?: readonly { readonly buckets: readonly unknown[] }[];
}

async function medianOf(url: string, isWhole: (answer: Answer) => boolean): Promise<number> {
  const times: number[] = [];
  for (let asked = -3; asked < ASKED; asked += 1) {
    const from = performance.now();
    const answer = (await (await fetch(url)).json()) as Answer;
    if (asked >= 0) times.push(performance.now() - from);
    if (!isWhole(answer)) throw new Error(`${url.slice(0, 120)} did not answer with all of its buckets`);
  }
  return times.sort((one, other) => one - other)[Math.floor(ASKED / 2)] as number;
}
