import { DAY, HOUR, isoOf, millimetresFrom } from '@voldgrav/hydrology';
import { type CheckResult, FAIL, finding, GOOD, type Observation, SUSPECT, worstFlag } from '@voldgrav/quality';
import type { Sensor } from '@voldgrav/reading';
import { type CountEntered, type CountingGauge, enterCount, type IntervalRain, latestAt, rainPieces, type Sample } from '@voldgrav/rollup';

/** A count so far behind the newest still finds its neighbours: as far as any window reaches, with an hour for late ones. */
const LATENESS = DAY + HOUR;

interface Count extends Sample {
  readonly judged: Observation;
}

/** Rain from one gauge's running count (domain.md §3.1): what falls between two counts that are neighbours in time. */
export class CounterRain {
  private readonly counts: Count[] = [];
  private readonly gauge: CountingGauge;

  /** The sensor must have a counter. */
  constructor({ id, counter, expectedInterval }: Sensor) {
    if (counter === undefined) throw new Error(`The sensor "${id}" has no counter.`);
    this.gauge = { ...counter, interval: expectedInterval };
  }

  /**
   * A count that has been judged. Gives the rain that it makes, or makes anew, in pieces of at most a minute; each carries the
   * doubts about the count that ends it. What was counted while someone was at the gauge fails on both sides of it.
   */
  enter(judged: Observation): Omit<CountEntered, 'changed'> & { readonly rain: readonly Observation[] } {
    if (!isCount(judged)) return { arrival: 'added', rain: [] };
    const count: Count = { at: judged.phenomenonTime, value: judged.value, judged };
    const { changed, ...entered } = enterCount(this.counts, count, { gauge: this.gauge, lateness: LATENESS });
    return { ...entered, rain: changed.flatMap((rain) => this.observed(rain)) };
  }

  private observed(rain: IntervalRain): readonly Observation[] {
    const ending = this.countAt(rain.until);
    const doubts = [...ending.checks, ...this.countAt(rain.after).checks.filter(({ flag, check }) => flag === FAIL && check === 'maintenance')];
    if (rain.result.flag !== GOOD) doubts.push(rain.result);
    return rainPieces(rain, this.gauge.depthPerCount).map(({ at, depth, since }) => {
      const checks = since === undefined || depth === 0 ? doubts : [...doubts, accumulation(depth, since)];
      return {
        sensor: ending.sensor,
        quantity: 'rain_mm',
        value: millimetresFrom(depth),
        phenomenonTime: at,
        receivedAt: ending.receivedAt,
        timeFrom: ending.timeFrom,
        flag: worstFlag([GOOD, ...checks.map(({ flag }) => flag)]),
        checks,
      };
    });
  }

  /** Both ends of an interval are counts that we have. */
  private countAt(at: IntervalRain['until']): Observation {
    const count = latestAt(this.counts, at) as Count | undefined;
    if (count === undefined) throw new Error(`There is no count at ${isoOf(at)}.`);
    return count.judged;
  }
}

/** Whether rain may be reckoned from it. What was counted while someone was at the gauge is a count, and its rain fails. */
export const isCount = ({ flag, checks }: Observation): boolean => flag !== FAIL || checks.every((each) => each.flag !== FAIL || each.check === 'maintenance');

const accumulation = (depth: Parameters<typeof millimetresFrom>[0], since: IntervalRain['after']): CheckResult => ({
  check: 'accumulation',
  flag: SUSPECT,
  detail: finding('sum-since', { depth: millimetresFrom(depth), at: isoOf(since) }),
  since,
});
