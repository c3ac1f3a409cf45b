/** Values from the newest back: `at(0)` is the newest; undefined beyond the oldest that is kept. */
export type ValuesBack = (back: number) => number | undefined;

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

  /** A new newest value. Gives how many right before it lie within the tolerance together with it, up to `most`. */
  next(value: number, back: ValuesBack): number {
    if (this.length > 0 && Math.max(this.high, value) - Math.min(this.low, value) < this.tolerance) this.add(value);
    else this.count(back);
    return this.length - 1;
  }

  /** What stood before is not what it was: the next one is counted anew. */
  forget(): void {
    this.length = 0;
  }

  private count(back: ValuesBack): void {
    this.low = Infinity;
    this.high = -Infinity;
    this.length = 0;
    for (let value = back(0); value !== undefined && this.length <= this.most; value = back(this.length)) {
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
