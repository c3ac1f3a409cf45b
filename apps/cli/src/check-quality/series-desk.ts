import { type Instant, isoOf, type Seconds } from '@voldgrav/hydrology';
import { checkPoint, medianInterval, reachOf, type SeriesLimits, type SeriesPoint, SUSPECT } from '@voldgrav/quality';
import type { Counter } from '@voldgrav/reading';
import { counterStep } from '@voldgrav/rollup';
import type { Row } from './row.ts';

/** The usual interval of a series is read off so many values; a stream has no whole to take the median of. */
const VALUES_FOR_INTERVAL = 1_000;
/** Values that no check can reach any more are let go in lots. */
const LOT = 4_096;

export interface SeriesChecks {
  readonly limits: SeriesLimits;
  /** For a running count: the steps between its values are judged as well. */
  readonly counter?: Counter | undefined;
}

/** The checks of one sensor's series. A row is judged when the next one is there, since a spike shows only then. */
export class SeriesDesk {
  private points: SeriesPoint[] = [];
  private rows: Row[] = [];
  private next = 0;
  private interval: Seconds | undefined;
  private hasInterval = false;
  private readonly checks: SeriesChecks;

  constructor(checks: SeriesChecks) {
    this.checks = checks;
  }

  enter(row: Row): void {
    const newest = this.points[this.points.length - 1];
    if (newest !== undefined && row.at <= newest.at) {
      row.results.push(outOfOrder(row.at, newest.at), ...checkPoint([row], 0, { limits: { grossRange: this.checks.limits.grossRange }, interval: undefined }));
      return;
    }
    row.waitsFor += 1;
    this.points.push({ at: row.at, value: row.value });
    this.rows.push(row);
    if (this.hasInterval) this.judgeUntil(this.points.length - 1);
    else if (this.points.length > VALUES_FOR_INTERVAL) this.settleInterval();
  }

  /** No more will come: what was held back is judged as it stands. */
  end(): void {
    if (!this.hasInterval) this.settleInterval();
    this.judgeUntil(this.points.length);
  }

  private settleInterval(): void {
    this.interval = medianInterval(this.points);
    this.hasInterval = true;
    this.judgeUntil(this.points.length - 1);
  }

  private judgeUntil(end: number): void {
    for (; this.next < end; this.next += 1) {
      const row = this.rows[this.next];
      if (row === undefined) continue;
      row.results.push(...checkPoint(this.points, this.next, { limits: this.checks.limits, interval: this.interval }), ...this.counterResult());
      row.waitsFor -= 1;
    }
    this.letGo();
  }

  private counterResult() {
    const { counter } = this.checks;
    const [before, after] = [this.points[this.next - 1], this.points[this.next]];
    if (counter === undefined || before?.value === undefined || after?.value === undefined) return [];
    return [counterStep({ at: before.at, value: before.value }, { at: after.at, value: after.value }, counter).result];
  }

  private letGo(): void {
    const reach = reachOf(this.checks.limits, this.interval);
    const oldest = (this.points[this.next]?.at ?? Infinity) - reach.time;
    let drop = Math.max(0, this.next - reach.values - 1);
    if (drop < LOT) return;
    while (drop > 0 && (this.points[drop]?.at ?? 0) > oldest) drop -= 1;
    this.points = this.points.slice(drop);
    this.rows = this.rows.slice(drop);
    this.next -= drop;
  }
}

const outOfOrder = (at: Instant, newest: Instant) =>
  ({ check: 'clock', flag: SUSPECT, detail: at === newest ? `a second value for ${isoOf(at)}` : `${isoOf(at)} comes after ${isoOf(newest)}: not compared` }) as const;
