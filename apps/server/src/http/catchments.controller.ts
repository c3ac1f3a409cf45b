import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { DAY, HOUR, instant, shifted } from '@voldgrav/hydrology';
import { type CatchmentReadinessAnswer, type CatchmentsAnswer, idfOf, toCatchmentAnswer, toLiveReadiness } from '@voldgrav/wire';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';
import { momentsBetween } from './moments-between.ts';
import { notFound } from './problem.ts';
import { spanOf } from './span-query.ts';

const USUAL_SPAN = 2 * HOUR;
/** Each point is a forecast of its own: as many as a chart shows well, computed in a fraction of a second. */
const MOST_POINTS = 60;
/** As many of what was told before that. */
const MOST_TOLD = 1000;

@Controller('api/v1/catchments')
export class CatchmentsController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** Every catchment's readiness as it was last assessed, at most half a minute ago. */
  @Get()
  catchments(): CatchmentsAnswer {
    const idf = idfOf(this.house.town.idf);
    const assessed = new Map(this.house.watch.catchmentReadiness().map((each) => [each.catchment, each]));
    return {
      catchments: this.house.town.catchments.map(({ id, name, kind }) => {
        const readiness = assessed.get(id);
        return { id, name, kind, readiness: readiness === undefined ? null : toCatchmentAnswer(toLiveReadiness(readiness, idf)) };
      }),
    };
  }

  /** Readiness through time: over the last day derived anew from what was measured, what came late included; before that as it was told then. */
  @Get(':id/readiness')
  readiness(@Param('id') id: string, @Query() query: { from?: string; to?: string }): CatchmentReadinessAnswer {
    const now = this.house.clock.now();
    const { from, to } = spanOf(query, now, USUAL_SPAN);
    // Before that the sensors' words are not at hand any more.
    const derivable = instant(Math.min(to, Math.max(from, shifted(now, -DAY))));
    const assessments = this.house.watch.catchmentReadinessAt(id, derivable < to ? momentsBetween(derivable, to, MOST_POINTS) : []);
    if (assessments === undefined) throw notFound('catchment', id);
    const told = from < derivable ? this.house.readiness.told(id, from, derivable, MOST_TOLD) : [];
    return { catchment: id, points: [...told, ...assessments.map((each) => toCatchmentAnswer(toLiveReadiness(each, idfOf(this.house.town.idf))))] };
  }
}
