import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { actorOf } from '@voldgrav/account';
import { type AlertsAnswer, toAlertAnswer } from '@voldgrav/wire';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';
import { badRequest, notFound, Problem } from './problem.ts';

const LONGEST_COMMENT = 500;
const AcknowledgeBody = z.strictObject({ comment: z.string().trim().max(LONGEST_COMMENT).optional() });
const STATES = ['new', 'acknowledged', 'returned', 'closed'];

@Controller('api/v1/alerts')
export class AlertsController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** Newest first, all or those in one state. */
  @Get()
  list(@Query('state') state?: string): AlertsAnswer {
    if (state !== undefined && !STATES.includes(state)) throw badRequest(`state must be one of ${STATES.join(', ')}.`);
    const alerts = this.house.watch.liveAlerts();
    return { alerts: alerts.filter((alert) => state === undefined || alert.state === state).map(toAlertAnswer) };
  }

  /** Someone has seen it. It clears nothing; doing it twice is no fault. */
  @Post(':id/acknowledge')
  @HttpCode(204)
  async acknowledge(@Param('id') id: string, @Body() body: unknown, @Req() request: FastifyRequest): Promise<void> {
    const parsed = AcknowledgeBody.safeParse(body ?? {});
    if (!parsed.success) throw badRequest(`The body may hold "comment", a text of at most ${LONGEST_COMMENT} characters, and nothing else.`);
    const { caller } = request;
    if (caller.kind === 'anonymous') throw new Problem(401, 'Not signed in', 'Acknowledging needs a name.');
    const comment = parsed.data.comment === '' ? undefined : parsed.data.comment;
    const by = { ...actorOf(caller), ...(comment === undefined ? {} : { why: comment }) };
    if ((await this.house.intake.acknowledge(id, by, comment)) === 'unknown') throw notFound('alert', id);
    this.house.accounts.audit.note('alert-acknowledged', id, by, Date.now());
  }
}
