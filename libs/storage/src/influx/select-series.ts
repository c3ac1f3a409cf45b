import { SECOND, type TimeWindow } from '@voldgrav/hydrology';
import { escape } from 'influx';
import type { AnsweredSeries } from './influx-link.ts';

/** What of one sensor is wanted from a measurement. */
export interface SensorWindow {
  readonly measurement: string;
  /** Rows joined into windows of so many seconds, (start, end]; then the columns are aggregates. All questions of a call are alike in it. */
  readonly joined?: number | undefined;
  readonly sensor: string;
  readonly window: TimeWindow;
}

type Row = readonly unknown[];

/** Sensors in one statement at most. */
const SENSORS_AT_ONCE = 100;
/** Statements in one request at most. */
const STATEMENTS_AT_ONCE = 50;
/** Windows are asked for as one as long as that reads no more than so many times what the longest of them holds. */
const WIDEST = 3;

export const nameOf = (measurement: string): string => escape.quoted(measurement);
export const sensorIs = (sensor: string): string => `"sensor" = ${escape.stringLit(sensor)}`;
export const within = ({ after, until }: TimeWindow): string => `time > ${Math.round(after)}ms AND time <= ${Math.round(until)}ms`;

/**
 * The rows of each question, in time order: the time, then the columns. Many sensors of one measurement over much the same time
 * are one statement, since a statement costs more than a row.
 */
export async function selectSeries(
  ask: (statements: readonly string[]) => Promise<readonly (readonly AnsweredSeries[])[]>,
  columns: readonly string[],
  questions: readonly SensorWindow[],
): Promise<readonly (readonly Row[])[]> {
  const rows: (readonly Row[])[] = questions.map(() => []);
  const groups = groupsOf(questions.map((question, index) => ({ ...question, index })));
  for (let first = 0; first < groups.length; first += STATEMENTS_AT_ONCE) {
    const some = groups.slice(first, first + STATEMENTS_AT_ONCE);
    const answers = await ask(some.map((group) => statementFor(group, columns)));
    some.forEach((group, index) => {
      for (const { index: place, found } of sharesOf(group, answers[index] ?? [])) rows[place] = found;
    });
  }
  return rows;
}

interface Numbered extends SensorWindow {
  readonly index: number;
}

interface Group {
  readonly measurement: string;
  readonly window: TimeWindow;
  readonly questions: readonly Numbered[];
}

function groupsOf(questions: readonly Numbered[]): readonly Group[] {
  const groups: { measurement: string; window: TimeWindow; longest: number; questions: Numbered[] }[] = [];
  const open = new Map<string, (typeof groups)[number]>();
  for (const question of questions) {
    const { measurement, window } = question;
    const group = open.get(measurement);
    const joint = group && jointOf(group.window, window);
    const longest = Math.max(group?.longest ?? 0, window.until - window.after);
    if (group !== undefined && joint !== undefined && joint.until - joint.after <= WIDEST * longest && group.questions.length < SENSORS_AT_ONCE) {
      group.window = joint;
      group.longest = longest;
      group.questions.push(question);
    } else {
      const begun = { measurement, window, longest, questions: [question] };
      open.set(measurement, begun);
      groups.push(begun);
    }
  }
  return groups;
}

const jointOf = (one: TimeWindow, other: TimeWindow): TimeWindow => ({
  after: one.after < other.after ? one.after : other.after,
  until: one.until > other.until ? one.until : other.until,
});

function statementFor({ measurement, window, questions }: Group, columns: readonly string[]): string {
  const sensors = [...new Set(questions.map(({ sensor }) => sensor))];
  const which = sensors.length === 1 ? sensorIs(sensors[0] as string) : `"sensor" =~ /^(${sensors.map(asPattern).join('|')})$/`;
  const from = `FROM ${nameOf(measurement)} WHERE ${which} AND ${within(window)}`;
  const joined = questions[0]?.joined;
  if (joined === undefined) return `SELECT ${columns.map((name) => `"${name}"`).join(', ')} ${from} GROUP BY "sensor"`;
  // InfluxDB's windows are [start, end): a millisecond later they are ours.
  return `SELECT ${columns.join(', ')} ${from} AND "count" > 0 GROUP BY "sensor", time(${joined}s, 1ms) fill(none)`;
}

const asPattern = (sensor: string): string => sensor.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

function sharesOf({ questions }: Group, answered: readonly AnsweredSeries[]): readonly { readonly index: number; readonly found: readonly Row[] }[] {
  const joined = questions[0]?.joined;
  // And they are labelled by their start.
  const ended = (rows: readonly Row[]): readonly Row[] => (joined === undefined ? rows : rows.map(([time, ...rest]) => [(time as number) - 1 + joined * SECOND, ...rest]));
  const bySensor = new Map(answered.map(({ tags, values }) => [tags?.['sensor'] ?? '', ended(values)]));
  return questions.map(({ index, sensor, window }) => ({
    index,
    found: (bySensor.get(sensor) ?? []).filter(([time]) => (time as number) > window.after && (time as number) <= window.until),
  }));
}
