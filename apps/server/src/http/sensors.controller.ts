import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { HOUR, isoOf, SECOND, type Seconds } from '@voldgrav/hydrology';
import { isUsable } from '@voldgrav/quality';
import { isQuantity, QUANTITIES, type Quantity, type Sensor } from '@voldgrav/reading';
import { bucketsOf, resolutionFor } from '@voldgrav/rollup';
import type { Bucket, ObservationsAnswer } from '@voldgrav/wire';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';
import { badRequest, notFound } from './problem.ts';
import { spanOf } from './span-query.ts';

const MOST_POINTS = 1_500;
const USUAL_SPAN = 2 * HOUR;
const STORE_PATIENCE_MS = 1_000;

interface ObservationsQuery {
  readonly quantity?: string;
  readonly from?: string;
  readonly to?: string;
  readonly maxPoints?: string;
}

@Controller('api/v1/sensors')
export class SensorsController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** The registry with each sensor's newest value, its age in seconds and its flag. */
  @Get()
  list(): { readonly sensors: readonly object[] } {
    const now = this.house.clock.now();
    const newest = new Map(this.house.watch.snapshot(now).sensors.map((sensor) => [sensor.id, sensor]));
    return { sensors: this.house.town.sensors.map((sensor) => described(sensor, newest.get(sensor.id), now)) };
  }

  @Get(':id')
  one(@Param('id') id: string): object {
    const now = this.house.clock.now();
    const newest = this.house.watch.snapshot(now).sensors.find((each) => each.id === id);
    return described(this.sensor(id), newest, now);
  }

  /** One chart series in buckets on a grid that all series share; failed values stay out and leave their gap. */
  @Get(':id/observations')
  async observations(@Param('id') id: string, @Query() query: ObservationsQuery): Promise<ObservationsAnswer> {
    const sensor = this.sensor(id);
    const quantity = quantityOf(query.quantity, sensor);
    const maxPoints = pointsOf(query.maxPoints);
    const { from, to } = spanOf(query, this.house.clock.now(), USUAL_SPAN);
    const window = { after: from, until: to };
    const resolution = resolutionFor(window, maxPoints, sensor.expectedInterval);
    // What the live feed has said already is to be in the history too.
    await this.house.writer.caughtUp(STORE_PATIENCE_MS);
    const observations = await this.house.archive.range({ sensor: id, quantity, window });
    const expected = Math.max(1, resolution / sensor.expectedInterval);
    const buckets = bucketsOf(observations.filter(isUsable), resolution).map(
      (bucket): Bucket => ({
        t: isoOf(bucket.endsAt),
        min: bucket.min,
        max: bucket.max,
        last: bucket.last,
        ...(quantity === 'rain_mm' ? { sum: Number(bucket.sum.toFixed(3)) } : {}),
        completeness: Math.min(1, bucket.count / expected),
        flag: bucket.flag,
      }),
    );
    return { sensor: id, quantity, resolutionS: resolution, from: isoOf(from), to: isoOf(to), buckets };
  }

  private sensor(id: string): Sensor {
    const sensor = this.house.index.sensor(id);
    if (sensor === undefined) throw notFound('sensor', id);
    return sensor;
  }
}

function quantityOf(given: string | undefined, sensor: Sensor): Quantity {
  if (given === undefined) return sensor.quantity;
  if (!isQuantity(given)) throw badRequest(`quantity must be one of ${Object.keys(QUANTITIES).join(', ')}.`);
  return given;
}

function pointsOf(given: string | undefined): number {
  const points = given === undefined ? MOST_POINTS : Number(given);
  if (!Number.isInteger(points) || points < 1 || points > MOST_POINTS) {
    throw badRequest(`maxPoints must be a whole number from 1 to ${MOST_POINTS}.`);
  }
  return points;
}

function described(
  sensor: Sensor,
  newest: { readonly value: number; readonly phenomenonTime: number; readonly flag: number } | undefined,
  now: number,
): object {
  const { id, name, kind, quantity, position } = sensor;
  const expectedIntervalS: Seconds = sensor.expectedInterval;
  const latest =
    newest === undefined
      ? null
      : {
          value: newest.value,
          time: isoOf(newest.phenomenonTime as Parameters<typeof isoOf>[0]),
          ageS: Math.max(0, Math.round((now - newest.phenomenonTime) / SECOND)),
          flag: newest.flag,
        };
  return { id, name, kind, quantity, position, expectedIntervalS, latest };
}
