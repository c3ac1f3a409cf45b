import { HOUR, type Instant, isoOf, MINUTE } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import type { Quantity } from '@voldgrav/reading';
import type { Rollup } from '@voldgrav/rollup';
import { toBucket } from './to-bucket.ts';

/**
 * A spreadsheet's dialect. `machine`: commas, points, ISO 8601 in UTC. `danish`: what a Danish spreadsheet opens as it is, with
 * semicolons, decimal commas and the town's own time, whose offset stands beside it, since one hour a year comes twice.
 */
export interface CsvDialect {
  /** What a file begins with: the spreadsheet takes a file without it for another alphabet. */
  readonly start: string;
  readonly line: (cells: readonly (string | number | undefined)[]) => string;
  readonly time: (at: Instant) => readonly string[];
  readonly timeHeads: readonly string[];
  readonly receivedHeads: readonly string[];
  readonly heads: Readonly<Record<Head, string>>;
}

type Head = 'sensor' | 'quantity' | 'min' | 'max' | 'last' | 'sum' | 'completeness' | 'flag' | 'value' | 'checks';

export const MACHINE_CSV: CsvDialect = {
  start: '',
  line: (cells) => `${cells.map((cell) => quoted(String(cell ?? ''), ',')).join(',')}\r\n`,
  time: (at) => [isoOf(at)],
  timeHeads: ['time'],
  receivedHeads: ['received_at'],
  heads: { sensor: 'sensor', quantity: 'quantity', min: 'min', max: 'max', last: 'last', sum: 'sum', completeness: 'completeness', flag: 'flag', value: 'value', checks: 'checks' },
};

export function danishCsv(timeZone: string): CsvDialect {
  const offsetAt = offsetsOf(timeZone);
  return {
    start: '\uFEFF',
    line: (cells) => `${cells.map((cell) => (typeof cell === 'number' ? String(cell).replace('.', ',') : quoted(cell ?? '', ';'))).join(';')}\r\n`,
    time: (at) => {
      const offset = offsetAt(at);
      const [date = '', clock = ''] = isoOf((at + offset) as Instant).split('T');
      return [`${date.split('-').reverse().join('-')} ${clock.slice(0, 8)}`, offsetText(offset)];
    },
    timeHeads: ['tid', 'fra UTC'],
    receivedHeads: ['modtaget', 'fra UTC'],
    heads: { sensor: 'måler', quantity: 'størrelse', min: 'mindst', max: 'højest', last: 'sidst', sum: 'sum', completeness: 'dækning', flag: 'kvalitet', value: 'værdi', checks: 'kontroller' },
  };
}

const BUCKET_HEADS = ['sensor', 'quantity', 'min', 'max', 'last', 'sum', 'completeness', 'flag'] as const;
const RAW_HEADS = ['sensor', 'quantity', 'value', 'flag', 'checks'] as const;

export const bucketHeads = ({ start, line, timeHeads, heads }: CsvDialect): string => start + line([...timeHeads, ...BUCKET_HEADS.map((head) => heads[head])]);

export function bucketLine(dialect: CsvDialect, { sensor, quantity }: { readonly sensor: string; readonly quantity: Quantity }, rollup: Rollup, expected: number): string {
  const { min, max, last, sum, completeness, flag } = toBucket(rollup, quantity, expected);
  return dialect.line([...dialect.time(rollup.endsAt), sensor, quantity, min, max, last, sum, Number(completeness.toFixed(3)), flag]);
}

export const rawHeads = ({ start, line, timeHeads, receivedHeads, heads }: CsvDialect): string =>
  start + line([...timeHeads, ...RAW_HEADS.map((head) => heads[head]), ...receivedHeads]);

export const rawLine = (dialect: CsvDialect, { sensor, quantity, value, flag, checks, phenomenonTime, receivedAt }: Observation): string =>
  dialect.line([...dialect.time(phenomenonTime), sensor, quantity, value, flag, checks.map(({ check }) => check).join(' '), ...dialect.time(receivedAt)]);

const quoted = (text: string, separator: string): string => (text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Offsets change on the hour; asked of the calendar once for each. */
function offsetsOf(timeZone: string): (at: Instant) => number {
  const calendar = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' });
  const known = new Map<number, number>();
  return (at) => {
    const hour = Math.floor(at / HOUR);
    let offset = known.get(hour);
    if (offset === undefined) {
      const [, sign = '+', hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(calendar.format(hour * HOUR)) ?? [];
      offset = (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
      known.set(hour, offset);
    }
    return offset;
  };
}

function offsetText(offset: number): string {
  const minutes = Math.abs(offset) / MINUTE;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
