import { type Catchment, DAY, HOUR, type Instant, lossAfterStep, MINUTE, type Millimetres, millimetres, minutes } from '@voldgrav/hydrology';

/** As far back as the series are kept. */
const KEPT = (DAY + HOUR) / MINUTE;
const ONE_MINUTE = minutes(1);

/**
 * Rain on one catchment by whole minutes of UTC, each labelled by its end: the mean of its gauges, those that are silent counted as
 * dry, which is the safe side for what it is used for. Only minutes with rain are held, since most of a day has none.
 */
export class CatchmentMinutes {
  private readonly catchment: Catchment;
  /** In their order, and the µm that all gauges together caught in each. */
  private wet: number[] = [];
  private depths: number[] = [];

  constructor(catchment: Catchment) {
    this.catchment = catchment;
  }

  /** One of its gauges caught so many µm more in what it said of `at`; less, where that was corrected. */
  add(at: Instant, micrometres: number): void {
    const minute = Math.ceil(at / MINUTE);
    const place = this.placeOf(minute);
    if (this.wet[place] === minute) {
      this.depths[place] = (this.depths[place] ?? 0) + micrometres;
      return;
    }
    this.wet.splice(place, 0, minute);
    this.depths.splice(place, 0, micrometres);
    const old = this.placeOf((this.wet[this.wet.length - 1] ?? 0) - KEPT);
    if (old > 0) {
      this.wet = this.wet.slice(old);
      this.depths = this.depths.slice(old);
    }
  }

  /** What the surface can still hold at the end of the running minute, from a dry surface as long ago as it takes to dry. */
  remainingLoss(at: Instant): Millimetres {
    const { initialLoss: whole, initialLossRecovery: recovery, gauges } = this.catchment;
    const loss = { whole, recovery };
    const last = Math.ceil(at / MINUTE);
    let passed = last - recovery;
    let remaining = whole;
    for (let place = this.placeOf(passed + 1); place < this.wet.length; place += 1) {
      const minute = this.wet[place] ?? 0;
      if (minute > last) break;
      const depth = millimetres((this.depths[place] ?? 0) / 1000 / gauges.length);
      if (depth <= 0) continue;
      remaining = lossAfterStep(lossAfterStep(remaining, millimetres(0), minutes(minute - passed - 1), loss), depth, ONE_MINUTE, loss);
      passed = minute;
    }
    return lossAfterStep(remaining, millimetres(0), minutes(last - passed), loss);
  }

  /** The first place whose minute is not before this one. Rain mostly comes in its order, so it is looked for from the end. */
  private placeOf(minute: number): number {
    const { wet } = this;
    let high = wet.length;
    if (high === 0 || (wet[high - 1] ?? 0) < minute) return high;
    let low = 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((wet[middle] ?? 0) < minute) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
