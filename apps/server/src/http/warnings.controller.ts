import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { actorOf } from '@voldgrav/account';
import { toWarningAnswer, type WarningsAnswer } from '@voldgrav/wire';
import type { FastifyRequest } from 'fastify';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';
import { badRequest } from './problem.ts';

@Controller('api/v1/warnings')
export class WarningsController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** Weather warnings, newest issue first; `standing` tells which of them are neither over, nor replaced, nor taken back. */
  @Get()
  list(): WarningsAnswer {
    const { warnings, standing } = this.house.watch.coming.warnings(this.house.clock.now());
    return { warnings: warnings.map((warning) => toWarningAnswer(warning, standing.includes(warning.id))) };
  }

  /** A warning comes in: CAP 1.2 as XML, or typed by hand as JSON. One that is known already changes nothing. */
  @Post()
  @HttpCode(204)
  async take(@Body() body: unknown, @Req() { caller }: FastifyRequest): Promise<void> {
    const given = typeof body === 'string' ? ({ kind: 'cap', xml: body } as const) : ({ kind: 'warning', body } as const);
    const faults = await this.house.intake.coming(given, caller.kind === 'anonymous' ? '' : actorOf(caller).name);
    if (faults.length > 0) throw badRequest(`${faults.join('; ')}.`);
  }
}
