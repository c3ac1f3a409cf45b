import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { HOUR, isoOf } from '@voldgrav/hydrology';
import type { BasinReadinessAnswer } from '@voldgrav/wire';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';
import { momentsBetween } from './moments-between.ts';
import { notFound } from './problem.ts';
import { spanOf } from './span-query.ts';

const USUAL_SPAN = 2 * HOUR;
const MOST_POINTS = 240;

@Controller('api/v1/basins')
export class BasinsController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** The basin's readiness through time, derived anew from what was measured; the basin's, not its catchment's. */
  @Get(':id/readiness')
  readiness(@Param('id') id: string, @Query() query: { from?: string; to?: string }): BasinReadinessAnswer {
    const basin = this.house.index.basin(id);
    if (basin === undefined) throw notFound('basin', id);
    const { from, to } = spanOf(query, this.house.clock.now(), USUAL_SPAN);
    const points = this.house.watch.readinessAt(basin, momentsBetween(from, to, MOST_POINTS)).map((assessment) => ({
      at: isoOf(assessment.at),
      state: assessment.state,
      canTake30Mm: rounded(assessment.canTake.find((take) => take.minutes === 30)?.middle),
    }));
    return { basin: id, points };
  }
}

const rounded = (value: number | undefined): number | null => (value === undefined ? null : Number(value.toFixed(1)));
