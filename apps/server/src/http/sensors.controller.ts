import { Controller, Get, Inject, Param } from '@nestjs/common';
import { isoOf, SECOND, type Seconds } from '@voldgrav/hydrology';
import type { Sensor } from '@voldgrav/reading';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';
import { notFound } from './problem.ts';

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

  private sensor(id: string): Sensor {
    const sensor = this.house.index.sensor(id);
    if (sensor === undefined) throw notFound('sensor', id);
    return sensor;
  }
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
