import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { ReplayReport } from '@voldgrav/replay';
import type { Town } from '@voldgrav/wire';
import { recording } from './recording.ts';
import { replayOf } from './replay-of.ts';

/** A recording of a real storm or a real sea, played over the sample town. */
export interface KnownRecording {
  readonly name: string;
  /** In a sentence, for whoever reads what failed. */
  readonly label: string;
  /** Where it lies in the folder of recordings. */
  readonly path: string;
  /** The lines that are played, of all lines of the file. */
  readonly lines: (all: readonly string[]) => readonly string[];
  readonly rename?: ReadonlyMap<string, string>;
}

const GAUGES = ['Jarn', 'Torp', 'Bergsj', 'Torsl', 'Chalm', 'Tole', 'Barl', 'Drakeg', 'Lbom', 'Askim'];

/** The sea level of a station from one day up to another, said by the fjord's gauge. */
const sea = (station: string, name: string, label: string, from: string, to: string): KnownRecording => ({
  name,
  label,
  path: `level/oresund_${station}_wl_2014-2019.csv.gz`,
  lines: ([, ...rows]) => ['time,tide-01', ...rows.filter((row) => row >= from && row < to)],
});

export const KNOWN_RECORDINGS: readonly KnownRecording[] = [
  {
    name: 'gothenburg-2015-07',
    label: 'Gothenburg, 25 and 26 July 2015, ten gauges by the minute',
    path: 'rain/gothenburg_1min_20150722-26.csv',
    lines: ([head = '', ...rows]) => [head, ...rows.filter((row) => row >= '2015-07-25')],
    rename: new Map(GAUGES.map((gauge, index) => [gauge, `r-${String(index + 1).padStart(2, '0')}`])),
  },
  sea('Vedbaek', 'vedbaek-2015-07', 'Vedbæk, a spike of −1.33 m', '2015-07-20', '2015-07-27'),
  sea('Vedbaek', 'vedbaek-2016-12', 'Vedbæk, the surge of 26 December 2016', '2016-12-24', '2016-12-29'),
  sea('Vedbaek', 'vedbaek-2017-01', 'Vedbæk, 4 January 2017: 1.08 m', '2017-01-03', '2017-01-07'),
  sea('Kobenhavn', 'kobenhavn-2017-01', 'Copenhagen, the surge of 4 January 2017', '2017-01-03', '2017-01-07'),
  sea('Klagshamn', 'klagshamn-2017-01', 'Klagshamn, the surge of 4 January 2017', '2017-01-03', '2017-01-07'),
];

/** What comes of it; undefined where the recordings are not. Basins have no word in any of them, so readiness is left out. */
export async function playedRecording({ path, lines, rename }: KnownRecording, town: Town): Promise<ReplayReport | undefined> {
  const file = recording(path);
  if (file === undefined) return undefined;
  const bytes = readFileSync(file);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return replayOf(lines(text.trim().split(/\r?\n/)), { town, readinessEvery: 0, ...(rename === undefined ? {} : { rename }) });
}
