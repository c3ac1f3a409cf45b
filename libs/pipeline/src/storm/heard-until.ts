import { type Instant, instant } from '@voldgrav/hydrology';

const NEVER = instant(-Infinity);
const FEW = 32;

/** Up to when gauges have spoken. */
export class HeardUntil<Gauge> {
  private readonly newestOf: (gauge: Gauge) => Instant | undefined;
  /** Filled anew with each question, of which a tick has one for every group of catchments. */
  private inOrder = new Float64Array(16);

  /** `newestOf`: of when a gauge's newest word speaks. */
  constructor(newestOf: (gauge: Gauge) => Instant | undefined) {
    this.newestOf = newestOf;
  }

  /** The time up to which at least half of these gauges have spoken; before all time while they have not. */
  halfOf(gauges: readonly Gauge[]): Instant {
    const count = gauges.length;
    if (count === 0) return NEVER;
    if (this.inOrder.length < count) this.inOrder = new Float64Array(2 * count);
    for (let place = 0; place < count; place += 1) this.inOrder[place] = this.newestOf(gauges[place]!) ?? NEVER;
    if (count > FEW) this.inOrder.subarray(0, count).sort();
    else sortFew(this.inOrder, count);
    return instant(this.inOrder[count - Math.ceil(count / 2)]!);
  }
}

/** By insertion, without the array that `sort` needs a part of the column for. */
function sortFew(times: Float64Array, count: number): void {
  for (let known = 1; known < count; known += 1) {
    const newest = times[known]!;
    let place = known;
    for (; place > 0 && times[place - 1]! > newest; place -= 1) times[place] = times[place - 1]!;
    times[place] = newest;
  }
}
