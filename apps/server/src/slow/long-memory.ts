import { setImmediate as breathe } from 'node:timers/promises';
import { DAY, HOUR, type Instant, instant, micrometresFrom } from '@voldgrav/hydrology';
import type { ObservationArchive } from '@voldgrav/pipeline';
import { isUsable } from '@voldgrav/quality';
import { type Quantity, reckonedQuantity, type Sensor } from '@voldgrav/reading';
import { dailyBase, dailyRain, type DailyValue, type Sample } from '@voldgrav/rollup';

/** How far back trends and own forecasts look. */
const DAYS_KEPT = 90;
/** Late messages may still change these. */
const DAYS_READ_AGAIN = 2;

/** So many are asked for at once: a fortnight of readings each minute is as much as a call should bring. */
const DAYS_AT_ONCE = 10;
const HOURS_A_DAY = 24;

interface DayOfSensor {
  readonly daily: DailyValue | undefined;
  /** Rain by the hour in mm, or the last value of the hour; NaN where there is none. */
  readonly hours: Float64Array;
}

interface SensorMemory {
  readonly id: string;
  readonly quantity: Quantity;
  /** Days that have any observation, by their number. */
  readonly days: Map<number, DayOfSensor>;
  /** The last day that is not read again. */
  settled: number;
}

/**
 * The last three months of every sensor, day by day, from the store: enough for slow trends and for our own forecasts, and small
 * enough to keep. It reads some days of a sensor at a time and lets others have their turn in between.
 */
export class LongMemory {
  private readonly sensors: ReadonlyMap<string, SensorMemory>;
  private readonly archive: Pick<ObservationArchive, 'range'>;

  constructor(sensors: readonly Sensor[], archive: Pick<ObservationArchive, 'range'>) {
    const kept = sensors.map((sensor): SensorMemory => ({ id: sensor.id, quantity: reckonedQuantity(sensor), days: new Map(), settled: -Infinity }));
    this.sensors = new Map(kept.filter(({ quantity }) => quantity === 'rain_mm' || quantity === 'level_m').map((sensor) => [sensor.id, sensor]));
    this.archive = archive;
  }

  /** Reads what is not here yet and the last two days once more. Rejects when the store does; what was read stays. */
  async refresh(now: Instant): Promise<void> {
    const today = Math.ceil(now / DAY);
    for (const sensor of this.sensors.values()) {
      for (let first = Math.max(sensor.settled, today - DAYS_KEPT) + 1; first <= today; first += DAYS_AT_ONCE) {
        const last = Math.min(today, first + DAYS_AT_ONCE - 1);
        await this.read(sensor, first, last);
        sensor.settled = Math.min(last, today - DAYS_READ_AGAIN);
        await breathe();
      }
      for (const day of sensor.days.keys()) if (day <= today - DAYS_KEPT) sensor.days.delete(day);
    }
  }

  /** A number for each day that has any: what fell in mm, or the level that the water sank to. */
  daily(sensor: string): readonly DailyValue[] {
    return this.inOrder(sensor).flatMap(([, { daily }]) => daily ?? []);
  }

  /** By the hour, in time order. */
  hourly(sensor: string): readonly Sample[] {
    return this.inOrder(sensor).flatMap(([day, { hours }]) =>
      [...hours].flatMap((value, hour) => (Number.isNaN(value) ? [] : { at: instant((day - 1) * DAY + (hour + 1) * HOUR), value })),
    );
  }

  private inOrder(sensor: string): readonly (readonly [day: number, DayOfSensor])[] {
    return [...(this.sensors.get(sensor)?.days ?? [])].sort(([one], [other]) => one - other);
  }

  private async read({ id, quantity, days }: SensorMemory, first: number, last: number): Promise<void> {
    const window = { after: instant((first - 1) * DAY), until: instant(last * DAY) };
    const observations = (await this.archive.range({ sensor: id, quantity, window })).filter(isUsable);
    const isRain = quantity === 'rain_mm';
    const byDay = new Map<number, Sample[]>();
    for (const { phenomenonTime: at, value } of observations) {
      const day = Math.ceil(at / DAY);
      const samples = byDay.get(day) ?? [];
      byDay.set(day, samples);
      samples.push({ at, value: isRain ? micrometresFrom(value) : value });
    }
    for (let day = first; day <= last; day += 1) {
      const samples = byDay.get(day);
      if (samples === undefined) days.delete(day);
      else days.set(day, { daily: (isRain ? dailyRain(samples) : dailyBase(samples))[0], hours: hoursOf(samples, day, isRain) });
    }
  }
}

function hoursOf(samples: readonly Sample[], day: number, isRain: boolean): Float64Array {
  const hours = new Float64Array(HOURS_A_DAY).fill(Number.NaN);
  for (const { at, value } of samples) {
    const hour = Math.ceil((at - (day - 1) * DAY) / HOUR) - 1;
    const before = hours[hour] ?? Number.NaN;
    hours[hour] = isRain ? (Number.isNaN(before) ? 0 : before) + value / 1000 : value;
  }
  return hours;
}
