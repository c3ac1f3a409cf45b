import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Millimetres, millimetres, type Position } from '@voldgrav/hydrology';
import { recording } from '@voldgrav/test-storms/recording';

/** Kinds of fault in the labels: faulty zero, high influx, station outlier. */
export type FaultKind = 'FZ' | 'HI' | 'SO';

/** One value: which gauge, and which interval of the month. */
export interface Place {
  readonly gauge: number;
  readonly interval: number;
}

/** A month of 134 gauges in gardens around Amsterdam, with faults labelled by those who published it. */
export interface Amsterdam {
  readonly gauges: readonly string[];
  readonly positions: readonly Position[];
  /** By interval of five minutes, then by gauge; undefined where it said nothing. */
  readonly depths: readonly (readonly (Millimetres | undefined)[])[];
  readonly labels: Readonly<Record<FaultKind, readonly Place[]>>;
}

const FILES = ['qc/ams_pws_5min_2016-08.csv.gz', 'qc/AMS_metadata.csv', 'qc/ams_pws_flags_2016-08_intervals.csv'] as const;

const rowsOf = (text: string): readonly (readonly string[])[] => text.trim().split('\n').map((line) => line.trim().split(','));

/** The recording, read; undefined where the recordings are not. */
export function amsterdam(): Amsterdam | undefined {
  const [rain, metadata, flags] = FILES.map(recording);
  if (rain === undefined || metadata === undefined || flags === undefined) return undefined;
  const [head = [], ...rows] = rowsOf(gunzipSync(readFileSync(rain)).toString('utf8'));
  const gauges = head.slice(1);
  // "ams7" in one file is "7" in the other.
  const places = new Map(rowsOf(readFileSync(metadata, 'utf8')).map(([id = '', longitude, latitude]) => [`ams${id}`, [Number(longitude), Number(latitude)] as const]));
  const positions = gauges.map((gauge): Position => {
    const place = places.get(gauge);
    if (place === undefined) throw new Error(`${metadata} does not say where ${gauge} stands`);
    return place;
  });
  const depths = rows.map((row) => gauges.map((_, gauge) => (row[gauge + 1] === '' ? undefined : millimetres(Number(row[gauge + 1])))));
  return { gauges, positions, depths, labels: labelsOf(readFileSync(flags, 'utf8'), { gauges, times: rows.map(([time = '']) => time) }) };
}

function labelsOf(flags: string, axes: { readonly gauges: readonly string[]; readonly times: readonly string[] }): Amsterdam['labels'] {
  const labels: Record<FaultKind, Place[]> = { FZ: [], HI: [], SO: [] };
  const intervalAt = new Map(axes.times.map((time, interval) => [time, interval]));
  for (const [station = '', flag = '', first = '', last = ''] of rowsOf(flags).slice(1)) {
    const [from, to] = [intervalAt.get(first), intervalAt.get(last)];
    const gauge = axes.gauges.indexOf(station);
    if (from === undefined || to === undefined || gauge < 0) throw new Error(`the label ${station} ${first} is not in the recording`);
    for (let interval = from; interval <= to; interval += 1) labels[flag as FaultKind].push({ gauge, interval });
  }
  return labels;
}
