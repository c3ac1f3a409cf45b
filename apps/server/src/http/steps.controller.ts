import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { actorOf } from '@voldgrav/account';
import { isoOf } from '@voldgrav/hydrology';
import type { ResourcesAnswer } from '@voldgrav/wire';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';
import { badRequest, notFound, Problem } from './problem.ts';

const StepBody = z.strictObject({ action: z.string(), step: z.string() });

/** Steps of playbooks that are under way, and what they need. */
@Controller('api/v1')
export class StepsController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** What is in use by a step that is under way; with nothing there it is free. */
  @Get('resources')
  resources(): ResourcesAnswer {
    const begun = this.house.watch.begunSteps();
    return {
      resources: this.house.town.resources.map(({ id, name, kind, organisation, minutesToDeploy }) => ({
        id, name, kind, organisation, minutesToDeploy,
        inUse: begun.filter(({ action, step }) => this.house.index.stepOf(action, step)?.resource === id).map(({ action, step, at, by }) => ({ action, step, since: isoOf(at), by })),
      })),
    };
  }

  /** Somebody has begun a step: its clock stops, and what it needs is in use. Doing it twice is no fault. */
  @Post('steps/begin')
  @HttpCode(204)
  begin(@Body() body: unknown, @Req() request: FastifyRequest): Promise<void> {
    return this.take('begin', body, request);
  }

  /** A step is over: what it needed is free again. */
  @Post('steps/end')
  @HttpCode(204)
  end(@Body() body: unknown, @Req() request: FastifyRequest): Promise<void> {
    return this.take('end', body, request);
  }

  private async take(what: 'begin' | 'end', body: unknown, { caller }: FastifyRequest): Promise<void> {
    const parsed = StepBody.safeParse(body);
    if (!parsed.success) throw badRequest('The body must hold "action" and "step", two ids, and nothing else.');
    if (caller.kind === 'anonymous') throw new Problem(401, 'Not signed in', 'Beginning a step needs a name.');
    const by = actorOf(caller);
    const { action, step } = parsed.data;
    if ((await this.house.intake.step({ what, action, step }, by.name)) === 'unknown') throw notFound('step', `${action}/${step}`);
    this.house.accounts.audit.note(what === 'begin' ? 'step-begun' : 'step-ended', `${action}/${step}`, by, Date.now());
  }
}
