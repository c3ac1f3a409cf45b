import { type Catchment, type Instant, MINUTE, shifted } from '@voldgrav/hydrology';
import { landRain, type RainRecord } from '@voldgrav/rollup';
import { BySensor } from './by-sensor.ts';
import type { SensorNumbers } from './sensor-numbers.ts';

/** So many of the newest minutes are held: as far as the newer track of a catchment is left behind, twice. */
const HELD = 32;

interface Land {
  readonly gauges: readonly string[];
  /** Which minute (its end over `MINUTE`) each place holds; NaN for none. */
  readonly minutes: Float64Array;
  readonly depths: Float64Array;
}

/**
 * The rain over each catchment in a minute, as `landRain` has it, remembered until one of its gauges says something of that minute: the same few minutes
 * are asked about again and again, and a town's gauges are many.
 */
export class LandMinutes {
  private readonly lands = new Map<string, Land>();
  private readonly byGauge: BySensor<Land[]>;
  private readonly record: (gauge: string) => RainRecord;

  constructor(catchments: readonly Pick<Catchment, 'id' | 'gauges'>[], record: (gauge: string) => RainRecord, numbers?: SensorNumbers) {
    this.record = record;
    this.byGauge = new BySensor(numbers);
    for (const { id, gauges } of catchments) {
      const land = { gauges, minutes: new Float64Array(HELD).fill(NaN), depths: new Float64Array(HELD) };
      this.lands.set(id, land);
      for (const gauge of gauges) this.byGauge.set(gauge, [...(this.byGauge.get(gauge) ?? []), land]);
    }
  }

  /** A gauge said something of the time from `from` to `to`. */
  heard(gauge: string, from: Instant, to: Instant): void {
    const lands = this.byGauge.get(gauge);
    if (lands === undefined) return;
    const last = Math.ceil(to / MINUTE);
    const first = Math.max(Math.ceil(from / MINUTE), last - HELD + 1);
    for (const { minutes } of lands) {
      // Of a gap longer than what is held, each place holds a minute of it or one that is asked for no more.
      for (let minute = first; minute <= last; minute += 1) if (minutes[minute % HELD]! <= minute) minutes[minute % HELD] = NaN;
    }
  }

  /** mm in the whole minute that ends at `end`; undefined for a catchment that is not there. */
  depth(catchment: Catchment['id'], end: Instant): number | undefined {
    const land = this.lands.get(catchment);
    if (land === undefined) return undefined;
    const minute = end / MINUTE;
    const place = minute % HELD;
    if (land.minutes[place] !== minute) {
      land.depths[place] = landRain(land.gauges.map(this.record), { after: shifted(end, -MINUTE), until: end }).depth[0]!;
      land.minutes[place] = minute;
    }
    return land.depths[place];
  }
}
