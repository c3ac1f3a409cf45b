import { instant, MINUTE, type TimeWindow } from '@voldgrav/hydrology';
import { type RainSeries, rainSeries } from '@voldgrav/rollup';

/** What a file says of one sensor, and the time that it has cells for, filled or not. */
export interface GaugeRead {
  readonly series: RainSeries;
  readonly asked: TimeWindow;
  /** How often a time came once more with another value. */
  readonly told: number;
}

/** Rows for a day of minutes. */
const ROOM_AT_FIRST = 1440;

/** One sensor's values as they are read: stamps in UTC ms, depths in µm. Plain columns, since a record may have millions of rows. */
export class RainColumn {
  private stamps = new Float64Array(ROOM_AT_FIRST);
  private depths = new Int32Array(ROOM_AT_FIRST);
  private count = 0;
  private first = Infinity;
  private last = -Infinity;

  /** It has a cell for this time, filled or not. */
  asks(stamp: number): void {
    if (stamp < this.first) this.first = stamp;
    if (stamp > this.last) this.last = stamp;
  }

  add(stamp: number, depth: number): void {
    if (this.count === this.stamps.length) this.grow();
    this.stamps[this.count] = stamp;
    this.depths[this.count] = depth;
    this.count += 1;
  }

  gauge(): GaugeRead {
    const series = rainSeries(this.stamps.subarray(0, this.count), this.depths.subarray(0, this.count));
    return { series, told: series.ends.length === this.count ? 0 : this.toldOtherwise(), asked: { after: instant(this.first - series.interval * MINUTE), until: instant(this.last) } };
  }

  private toldOtherwise(): number {
    const first = new Map<number, number>();
    let count = 0;
    for (let index = 0; index < this.count; index += 1) {
      const [stamp, depth] = [this.stamps[index]!, this.depths[index]!];
      const known = first.get(stamp);
      if (known === undefined) first.set(stamp, depth);
      else if (known !== depth) count += 1;
    }
    return count;
  }

  private grow(): void {
    const [stamps, depths] = [new Float64Array(2 * this.count), new Int32Array(2 * this.count)];
    stamps.set(this.stamps);
    depths.set(this.depths);
    [this.stamps, this.depths] = [stamps, depths];
  }
}
