import { type Millimetres, millimetres, type Minutes, minutes, type Years, years } from '../units.ts';
import { type Idf, requireDuration, requireReturnPeriod } from './idf.ts';

/** Depth-duration-frequency table with its source (domain.md §2.5); what is built in is labelled "vejledende, ikke SVK". */
export interface IdfTable {
  readonly source: string;
  readonly date: string;
  readonly climateFactor: number;
  readonly durationsMinutes: readonly Minutes[];
  readonly returnPeriodsYears: readonly number[];
  /** Rows by duration, columns by return period; every row and every column rises. */
  readonly depthMm: readonly (readonly number[])[];
}

/**
 * Reads a table between its nodes: log-log in duration, then linear in ln T between two columns (domain.md §2.5). Depth and
 * return period are each other's inverse at every duration, not only at the nodes. Beyond the outer columns the raw return
 * period carries on along the nearest segment, so that rains can still be ranked.
 * @throws RangeError when the table has fewer than two rows or columns.
 */
export function tableIdf(table: IdfTable): Idf {
  const { durationsMinutes, returnPeriodsYears } = table;
  if (durationsMinutes.length < 2 || returnPeriodsYears.length < 2) throw new RangeError(`${table.source} needs two durations and two return periods at least.`);
  const logs = returnPeriodsYears.map(Math.log);
  const rows = new Map<Minutes, readonly Millimetres[]>();
  const rowAt = (duration: Minutes): readonly Millimetres[] => {
    // The same few whole minutes are asked about again and again.
    const known = rows.get(duration);
    if (known !== undefined) return known;
    const row = depthsAt(table, duration);
    if (Number.isInteger(duration)) rows.set(duration, row);
    return row;
  };
  const range = {
    source: table.source,
    shortest: minutes(first(durationsMinutes)),
    longest: minutes(last(durationsMinutes)),
    mostFrequent: years(first(returnPeriodsYears)),
    rarest: years(last(returnPeriodsYears)),
  };
  return {
    ...range,
    depth: (duration, returnPeriod) => {
      requireDuration(range, duration);
      requireReturnPeriod(range, returnPeriod);
      return millimetres(between(logs, rowAt(duration), Math.log(returnPeriod)));
    },
    returnPeriod: (depth, duration): Years => {
      requireDuration(range, duration);
      return years(Math.exp(between(rowAt(duration), logs, depth)));
    },
  };
}

/** The row of a duration, between its neighbours by a power of the duration. */
function depthsAt({ durationsMinutes, depthMm }: IdfTable, duration: Minutes): readonly Millimetres[] {
  const above = Math.max(1, durationsMinutes.findIndex((each) => each >= duration));
  const [from, to] = [durationsMinutes[above - 1] ?? duration, durationsMinutes[above] ?? duration];
  const share = Math.log(duration / from) / Math.log(to / from);
  return (depthMm[above - 1] ?? []).map((lower, column) => millimetres(lower * ((depthMm[above]?.[column] ?? lower) / lower) ** share));
}

/** `ys` at `x` along straight lines between the points; beyond the ends the outermost line goes on. `xs` rise. */
function between(xs: readonly number[], ys: readonly number[], x: number): number {
  const found = xs.findIndex((each) => each >= x);
  const above = found < 0 ? xs.length - 1 : Math.max(1, found);
  const [x0, x1, y0, y1] = [xs[above - 1] ?? 0, xs[above] ?? 0, ys[above - 1] ?? 0, ys[above] ?? 0];
  // At a node the node itself, to its last bit.
  if (x === x1) return y1;
  return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}

const first = (values: readonly number[]): number => values[0] ?? Number.NaN;
const last = (values: readonly number[]): number => values[values.length - 1] ?? Number.NaN;
