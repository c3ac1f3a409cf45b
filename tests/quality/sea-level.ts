import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { instant, SECOND, seconds } from '@voldgrav/hydrology';
import { type CheckResult, checkPoint, FAIL, type Series, type SeriesPoint, SUSPECT, usualLimits } from '@voldgrav/quality';
import { recording } from '@voldgrav/test-storms/recording';

/** Six years of raw sea level in the Sound, by station, and the time between values. */
export const STATIONS = [
  { name: 'Klagshamn', interval: seconds(3_600) },
  { name: 'Kobenhavn', interval: seconds(1_800) },
  { name: 'Vedbaek', interval: seconds(1_800) },
] as const;

export type Station = (typeof STATIONS)[number];

/** A station's recording in m; undefined where the recordings are not. */
export function seaLevel(station: Station): Series | undefined {
  const file = recording(`level/oresund_${station.name}_wl_2014-2019.csv.gz`);
  if (file === undefined) return undefined;
  const [, ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line): SeriesPoint => {
    const [stamp = '', level = ''] = line.trim().split(',');
    return { at: instant(Date.parse(`${stamp}Z`)), value: level === '' ? undefined : Number(level) };
  });
}

/** A value that the usual checks of a water level speak against. */
export interface Doubt {
  readonly at: SeriesPoint['at'];
  readonly value: number | undefined;
  readonly against: readonly CheckResult[];
}

export function doubts(series: Series, station: Station): readonly Doubt[] {
  const limits = usualLimits('level_m');
  return series.flatMap(({ at, value }, index) => {
    const against = checkPoint(series, index, { limits, interval: station.interval }).filter(({ flag }) => flag === SUSPECT || flag === FAIL);
    return against.length === 0 ? [] : [{ at, value, against }];
  });
}

/** The series with everything from `from` on raised by `step`, for `length` values: a sensor knocked askew. */
export const withJump = (series: Series, jump: { readonly from: number; readonly length: number; readonly step: number }): Series =>
  series.map((point, index) =>
    index < jump.from || index >= jump.from + jump.length || point.value === undefined ? point : { ...point, value: point.value + jump.step },
  );

/** The series with the value at `from` repeated for `length` values: a float that hangs. */
export const withHang = (series: Series, hang: { readonly from: number; readonly length: number }): Series =>
  series.map((point, index) => (index < hang.from || index >= hang.from + hang.length ? point : { ...point, value: series[hang.from]?.value }));

/** Whether a place has whole days of values on both sides, so that what is planted there is not in a gap. */
export const isWithoutGap = (series: Series, index: number, station: Station): boolean => {
  const day = 86_400 / station.interval;
  const [before, after] = [series[index - day], series[index + day]];
  return before !== undefined && after !== undefined && after.at - before.at === 2 * day * station.interval * SECOND;
};
