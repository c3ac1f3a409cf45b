import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { actorOf } from '@voldgrav/account';
import { type ForecastsAnswer, toForecastAnswer, toSkillAnswer } from '@voldgrav/wire';
import type { FastifyRequest } from 'fastify';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';
import { badRequest } from './problem.ts';

const USUAL_COUNT = 50;

@Controller('api/v1/forecasts')
export class ForecastsController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** The newest forecasts as they were issued, of one catchment or asset or all, and how good their sources have been. */
  @Get()
  list(@Query('place') place?: string): ForecastsAnswer {
    const { coming, known } = this.house.watch;
    const places = [...known.catchments, ...known.assets];
    if (place !== undefined && !places.includes(place)) throw badRequest(`place must be one of ${places.join(', ')}.`);
    const { rain, level } = coming.skill();
    return { forecasts: coming.list(place).slice(0, USUAL_COUNT).map((forecast) => toForecastAnswer(forecast, coming.stormOf(forecast))), skill: { rainMm: rain.map(toSkillAnswer), levelM: level.map(toSkillAnswer) } };
  }

  /** A nowcast or forecast comes in (contract.md §4). The same one twice is one. */
  @Post()
  @HttpCode(204)
  async take(@Body() body: unknown, @Req() { caller }: FastifyRequest): Promise<void> {
    const faults = await this.house.intake.coming({ kind: 'forecast', body }, caller.kind === 'anonymous' ? '' : actorOf(caller).name);
    if (faults.length > 0) throw badRequest(`${faults.join('; ')}.`);
  }
}
