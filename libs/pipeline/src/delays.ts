const FEWEST = 16;
/** Of the many that have not spoken yet. */
const NONE = new Int32Array(0);

/** How long readings took to come, in ms, in the order of their series: four bytes each, as long as none took weeks. */
export class Delays {
  length = 0;
  private delays: Int32Array | Float64Array = NONE;

  /** Undefined where there is none. */
  at(place: number): number | undefined {
    return place < this.length ? this.delays[place] : undefined;
  }

  insert(place: number, delay: number): void {
    if (this.length === this.delays.length) this.delays = moved(this.delays, Math.max(FEWEST, this.length + (this.length >> 1)));
    if (this.delays instanceof Int32Array && delay !== (delay | 0)) this.delays = Float64Array.from(this.delays);
    this.delays.copyWithin(place + 1, place, this.length);
    this.delays[place] = delay;
    this.length += 1;
  }

  /** Lets go of so many from the beginning. */
  drop(count: number): void {
    this.delays.copyWithin(0, count, this.length);
    this.length -= count;
  }
}

function moved(delays: Int32Array | Float64Array, length: number): Int32Array | Float64Array {
  const larger = delays instanceof Int32Array ? new Int32Array(length) : new Float64Array(length);
  larger.set(delays);
  return larger;
}
