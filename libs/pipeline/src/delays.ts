const FEWEST = 16;
/** Of the many that have not spoken yet. */
const NONE = new Int16Array(0);
const WIDTHS = [Int16Array, Int32Array, Float64Array] as const;

type Columns = Int16Array | Int32Array | Float64Array;

/** How long readings took to come, in ms, in the order of their series: two bytes each, as long as none took half a minute. */
export class Delays {
  length = 0;
  private delays: Columns = NONE;

  /** Undefined where there is none. */
  at(place: number): number | undefined {
    return place < this.length ? this.delays[place] : undefined;
  }

  insert(place: number, delay: number): void {
    if (this.length === this.delays.length) this.delays = moved(this.delays, Math.max(FEWEST, this.length + (this.length >> 1)));
    this.delays.copyWithin(place + 1, place, this.length);
    this.delays[place] = delay;
    if (this.delays[place] !== delay) this.widen(place, delay);
    this.length += 1;
  }

  /** Lets go of so many from the beginning. */
  drop(count: number): void {
    this.delays.copyWithin(0, count, this.length);
    this.length -= count;
  }

  private widen(place: number, delay: number): void {
    const wider = WIDTHS.slice(WIDTHS.findIndex((Width) => this.delays instanceof Width) + 1);
    for (const Width of wider) {
      this.delays = Width.from(this.delays);
      this.delays[place] = delay;
      if (this.delays[place] === delay) return;
    }
  }
}

function moved(delays: Columns, length: number): Columns {
  const larger = delays instanceof Int16Array ? new Int16Array(length) : delays instanceof Int32Array ? new Int32Array(length) : new Float64Array(length);
  larger.set(delays);
  return larger;
}
