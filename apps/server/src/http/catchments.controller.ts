import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { HOUR } from '@voldgrav/hydrology';
import { type CatchmentReadinessAnswer, type CatchmentsAnswer, idfOf, toCatchmentAnswer, toLiveReadiness } from '@voldgrav/wire';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';
import { momentsBetween } from './moments-between.ts';
import { notFound } from './problem.ts';
import { spanOf } from './span-query.ts';

const USUAL_SPAN = 2 * HOUR;
/** Each point is a forecast of its own: as many as a chart shows well, computed in a fraction of a second. */
const MOST_POINTS = 60;

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

  /** Readiness through time, derived anew from what was measured; what came late is in it. */
  @Get(':id/readiness')
  readiness(@Param('id') id: string, @Query() query: { from?: string; to?: string }): CatchmentReadinessAnswer {
    const { from, to } = spanOf(query, this.house.clock.now(), USUAL_SPAN);
    const assessments = this.house.watch.catchmentReadinessAt(id, momentsBetween(from, to, MOST_POINTS));
    if (assessments === undefined) throw notFound('catchment', id);
    return { catchment: id, points: assessments.map((each) => toCatchmentAnswer(toLiveReadiness(each, idfOf(this.house.town.idf)))) };
  }
}
