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

interface DayOfSensor {
  readonly daily: DailyValue | undefined;
  /** Rain by the hour in mm, or the last value of the hour; by the hour's end. */
  readonly hours: readonly Sample[];
}

/**
 * The last three months of every sensor, day by day, from the store: enough for slow trends and for our own forecasts, and small
 * enough to keep. It reads a day of a sensor at a time and lets others have their turn in between.
 */
export class LongMemory {
  private readonly days = new Map<string, Map<number, DayOfSensor>>();
  private readonly sensors: readonly { readonly id: string; readonly quantity: Quantity }[];
  private readonly archive: Pick<ObservationArchive, 'range'>;

  constructor(sensors: readonly Sensor[], archive: Pick<ObservationArchive, 'range'>) {
    this.sensors = sensors.map((sensor) => ({ id: sensor.id, quantity: reckonedQuantity(sensor) })).filter(({ quantity }) => quantity === 'rain_mm' || quantity === 'level_m');
    this.archive = archive;
  }

  /** Reads what is not here yet and the last two days once more. Rejects when the store does; what was read stays. */
  async refresh(now: Instant): Promise<void> {
    const today = Math.ceil(now / DAY);
    for (const sensor of this.sensors) {
      const days = this.days.get(sensor.id) ?? new Map<number, DayOfSensor>();
      this.days.set(sensor.id, days);
      for (let day = today - DAYS_KEPT + 1; day <= today; day += 1) {
        if (days.has(day) && day <= today - DAYS_READ_AGAIN) continue;
        days.set(day, await this.read(sensor, day));
        await breathe();
      }
      for (const day of days.keys()) if (day <= today - DAYS_KEPT) days.delete(day);
    }
  }

  /** A number for each day that has any: what fell in mm, or the level that the water sank to. */
  daily(sensor: string): readonly DailyValue[] {
    return this.inOrder(sensor).flatMap(({ daily }) => daily ?? []);
  }

  /** By the hour, in time order. */
  hourly(sensor: string): readonly Sample[] {
    return this.inOrder(sensor).flatMap(({ hours }) => hours);
  }

  private inOrder(sensor: string): readonly DayOfSensor[] {
    return [...(this.days.get(sensor) ?? [])].sort(([one], [other]) => one - other).map(([, day]) => day);
  }

  private async read({ id, quantity }: { readonly id: string; readonly quantity: Quantity }, day: number): Promise<DayOfSensor> {
    const window = { after: instant((day - 1) * DAY), until: instant(day * DAY) };
    const observations = (await this.archive.range({ sensor: id, quantity, window })).filter(isUsable);
    const isRain = quantity === 'rain_mm';
    const samples = observations.map(({ phenomenonTime, value }): Sample => ({ at: phenomenonTime, value: isRain ? micrometresFrom(value) : value }));
    const [daily] = isRain ? dailyRain(samples) : dailyBase(samples);
    return { daily, hours: hoursOf(samples, isRain) };
  }
}

function hoursOf(samples: readonly Sample[], isRain: boolean): readonly Sample[] {
  const hours = new Map<number, number>();
  for (const { at, value } of samples) {
    const end = Math.ceil(at / HOUR) * HOUR;
    hours.set(end, isRain ? (hours.get(end) ?? 0) + value / 1000 : value);
  }
  return [...hours].map(([end, value]) => ({ at: instant(end), value }));
}
