import { Controller, Get, Inject, Param } from '@nestjs/common';
import { toStormAnswer, toStormDossier, type StormDossierAnswer, type StormsAnswer } from '@voldgrav/wire';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';
import { notFound } from './problem.ts';

/** The newest of the forecasts that speak of a storm. */
const MOST_FORECASTS = 200;

@Controller('api/v1/storms')
export class StormsController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** Newest first: the open one, awaited or raining, and the latest that are over. */
  @Get()
  list(): StormsAnswer {
    return { storms: this.house.watch.stormsAt(this.house.clock.now()).map(({ storm }) => toStormAnswer(storm)) };
  }

  /** One storm with what was raised and forecast in it, what happened when, what those on duty wrote, what the actions delivered, and the storms that people remember beside it. */
  @Get(':id')
  one(@Param('id') id: string): StormDossierAnswer {
    const { watch, clock, dutyLog } = this.house;
    const found = watch.stormsAt(clock.now()).find(({ storm }) => storm.id === id);
    if (found === undefined) throw notFound('storm', id);
    const alerts = watch.liveAlerts().filter((alert) => found.storm.alerts.includes(alert.id));
    const forecasts = watch.coming.during(found.span).slice(0, MOST_FORECASTS);
    return toStormDossier(found.storm, { openedAt: found.span.from, alerts, evidence: found.evidence, forecasts, notes: dutyLog.ofStorm(id) });
  }
}
