import { setImmediate as breathe } from 'node:timers/promises';
import { DAY, HOUR, type Instant, instant, micrometresFrom } from '@voldgrav/hydrology';
import type { ObservationArchive, TownIndex } from '@voldgrav/pipeline';
import { isUsable } from '@voldgrav/quality';
import { type Quantity, reckonedQuantity } from '@voldgrav/reading';
import { dailyBase, dailyRain, type DailyValue, type Sample, SampleColumns } from '@voldgrav/rollup';

/** How far back trends and own forecasts look. */
const DAYS_KEPT = 90;
/** Late messages may still change these. */
const DAYS_READ_AGAIN = 2;

/** So many are asked for at once: a fortnight of readings each minute is as much as a call should bring. */
const DAYS_AT_ONCE = 10;

interface DayOfSensor {
  readonly day: number;
  readonly daily: DailyValue | undefined;
  /** Rain by the hour in mm, or the last value of the hour, in time order; none for a sensor that nobody asks by the hour. */
  readonly hours: readonly Sample[];
}

interface SensorMemory {
  readonly id: string;
  readonly quantity: Quantity;
  readonly isAskedByTheHour: boolean;
  /** Of the days that are not read again. */
  readonly daily: SampleColumns;
  readonly hourly: SampleColumns;
  /** Days after these that have any observation, in their order. */
  lately: readonly DayOfSensor[];
  /** The last day that is not read again. */
  settled: number;
}

/**
 * The last three months of every sensor, day by day, from the store: enough for slow trends and for our own forecasts, and small
 * enough to keep. It reads some days of a sensor at a time and lets others have their turn in between. Hours are kept of rain and
 * of those levels that are forecast: of ten thousand sensors they would be 22 million.
 */
export class LongMemory {
  private readonly sensors: ReadonlyMap<string, SensorMemory>;
  private readonly archive: Pick<ObservationArchive, 'range'>;

  constructor(index: TownIndex, archive: Pick<ObservationArchive, 'range'>) {
    const forecast = new Set(index.town.assets.flatMap(({ id, kind }) => (kind === 'basin' || kind === 'stream' ? [index.levelSensorOf(id)?.id] : [])));
    const kept = index.town.sensors.map((sensor): SensorMemory => {
      const quantity = reckonedQuantity(sensor);
      return { id: sensor.id, quantity, isAskedByTheHour: quantity === 'rain_mm' || forecast.has(sensor.id), daily: new SampleColumns(), hourly: new SampleColumns(), lately: [], settled: -Infinity };
    });
    this.sensors = new Map(kept.filter(({ quantity }) => quantity === 'rain_mm' || quantity === 'level_m').map((sensor) => [sensor.id, sensor]));
    this.archive = archive;
  }

  /** Reads what is not here yet and the last two days once more. Rejects when the store does; what was read stays. */
  async refresh(now: Instant): Promise<void> {
    const today = Math.ceil(now / DAY);
    const forgotten = instant((today - DAYS_KEPT) * DAY);
    for (const sensor of this.sensors.values()) {
      for (let first = Math.max(sensor.settled, today - DAYS_KEPT) + 1; first <= today; first += DAYS_AT_ONCE) {
        const last = Math.min(today, first + DAYS_AT_ONCE - 1);
        const days = await this.read(sensor, first, last);
        sensor.settled = Math.min(last, today - DAYS_READ_AGAIN);
        settle(sensor, days.filter(({ day }) => day <= sensor.settled));
        sensor.lately = [...days, ...sensor.lately.filter(({ day }) => day > last)].filter(({ day }) => day > sensor.settled);
        await breathe();
      }
      for (const columns of [sensor.daily, sensor.hourly]) columns.drop(columns.countUntil(forgotten));
    }
  }

  /** A number for each day that has any: what fell in mm, or the level that the water sank to. */
  daily(sensor: string): readonly DailyValue[] {
    const memory = this.sensors.get(sensor);
    if (memory === undefined) return [];
    return [...[...memory.daily].map(({ at, value }) => ({ endsAt: at, value })), ...memory.lately.flatMap(({ daily }) => daily ?? [])];
  }

  /** By the hour, in time order: of a gauge, and of the level of a basin or a stream. */
  hourly(sensor: string): readonly Sample[] {
    const memory = this.sensors.get(sensor);
    return memory === undefined ? [] : [...memory.hourly, ...memory.lately.flatMap(({ hours }) => hours)];
  }

  private async read({ id, quantity, isAskedByTheHour }: SensorMemory, first: number, last: number): Promise<readonly DayOfSensor[]> {
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
    const days = [...byDay].sort(([one], [other]) => one - other);
    return days.map(([day, samples]) => ({ day, daily: (isRain ? dailyRain(samples) : dailyBase(samples))[0], hours: isAskedByTheHour ? hoursOf(samples, isRain) : [] }));
  }
}

function settle({ daily, hourly }: SensorMemory, days: readonly DayOfSensor[]): void {
  for (const day of days) {
    if (day.daily !== undefined) daily.enter({ at: day.daily.endsAt, value: day.daily.value }, -Infinity);
    for (const hour of day.hours) hourly.enter(hour, -Infinity);
  }
}

/** Rain is summed in µm, in which it is whole. */
function hoursOf(samples: readonly Sample[], isRain: boolean): readonly Sample[] {
  const hours = new Map<Instant, number>();
  for (const { at, value } of samples) {
    const end = instant(Math.ceil(at / HOUR) * HOUR);
    hours.set(end, isRain ? (hours.get(end) ?? 0) + value : value);
  }
  return [...hours].sort(([one], [other]) => one - other).map(([at, value]) => ({ at, value: isRain ? value / 1_000 : value }));
}
