import { Controller, Get, Inject, Param } from '@nestjs/common';
import { type Instant, isoOf, SECOND } from '@voldgrav/hydrology';
import { maintenanceState } from '@voldgrav/quality';
import { reckonedQuantity, type Sensor } from '@voldgrav/reading';
import type { SensorAnswer, SensorsAnswer } from '@voldgrav/wire';
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
  list(): SensorsAnswer {
    const now = this.house.clock.now();
    const newest = new Map(this.house.watch.snapshot(now).sensors.map((sensor) => [sensor.id, sensor]));
    return { sensors: this.house.town.sensors.map((sensor) => described(sensor, newest.get(sensor.id), now)) };
  }

  @Get(':id')
  one(@Param('id') id: string): SensorAnswer {
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
  newest: { readonly value: number; readonly phenomenonTime: number; readonly flag: number; readonly checks: readonly string[] } | undefined,
  now: Instant,
): SensorAnswer {
  const { id, name, kind, position, expectedInterval } = sensor;
  const quantity = reckonedQuantity(sensor);
  const latest =
    newest === undefined
      ? null
      : {
          value: newest.value,
          time: isoOf(newest.phenomenonTime as Instant),
          ageS: Math.max(0, Math.round((now - newest.phenomenonTime) / SECOND)),
          flag: newest.flag,
          checks: newest.checks,
        };
  const maintenance = openWindow(sensor, now);
  return { id, name, kind, quantity, position, expectedIntervalS: expectedInterval, ...(maintenance === undefined ? {} : { maintenance }), latest };
}

/** The maintenance window that is open now, if any; the one that should have ended first. */
function openWindow({ maintenance = [] }: Sensor, now: Instant): SensorAnswer['maintenance'] {
  const open = maintenance.flatMap((window) => {
    const state = maintenanceState(window, now);
    return state === 'in-maintenance' || state === 'overrun' ? [{ state, until: isoOf(window.until), reason: window.reason }] : [];
  });
  return open.find(({ state }) => state === 'overrun') ?? open[0];
}
