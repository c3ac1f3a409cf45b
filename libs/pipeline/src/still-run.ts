/** Values in time order, as far back as they are kept. */
export interface Values {
  readonly length: number;
  valueAt(place: number): number;
}

/**
 * How many values in a row have stood still, kept from one to the next: a basin that is dry for days would otherwise be gone
 * through for half of them with each reading.
 */
export class StillRun {
  private readonly tolerance: number;
  private readonly most: number;
  private low = Infinity;
  private high = -Infinity;
  private length = 0;

  constructor(tolerance: number, most: number) {
    this.tolerance = tolerance;
    this.most = most;
  }

  /** A new newest value, the last of `values`. Gives how many right before it lie within the tolerance together with it, up to `most`. */
  next(value: number, values: Values): number {
    if (this.length > 0 && Math.max(this.high, value) - Math.min(this.low, value) < this.tolerance) this.add(value);
    else this.count(values);
    return this.length - 1;
  }

  /** What stood before is not what it was: the next one is counted anew. */
  forget(): void {
    this.length = 0;
  }

  private count(values: Values): void {
    this.low = Infinity;
    this.high = -Infinity;
    this.length = 0;
    for (let place = values.length - 1; place >= 0 && this.length <= this.most; place -= 1) {
      const value = values.valueAt(place);
      if (this.length > 0 && Math.max(this.high, value) - Math.min(this.low, value) >= this.tolerance) return;
      this.add(value);
    }
  }

  private add(value: number): void {
    this.low = Math.min(this.low, value);
    this.high = Math.max(this.high, value);
    this.length += 1;
  }
}
