import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { actorOf } from '@voldgrav/account';
import { DAY } from '@voldgrav/hydrology';
import { type BacktestAnswer, type BacktestsAnswer, changedRule, ruleEntry } from '@voldgrav/wire';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';
import { badRequest, notFound, Problem } from './problem.ts';
import { spanOf } from './span-query.ts';

const USUAL_SPAN = 30 * DAY;
const LONGEST_SPAN = 400 * DAY;

const Asked = z.strictObject({ rule: z.union([z.string(), z.looseObject({ id: z.string() })]), from: z.string().optional(), to: z.string().optional(), storms: z.int().min(1).optional() });

@Controller('api/v1/backtests')
export class BacktestsController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** Rules that were tried since the server started, the newest first. */
  @Get()
  list(): BacktestsAnswer {
    return { backtests: this.house.backtests.list() };
  }

  /** How far one has come, or what came of it. */
  @Get(':id')
  one(@Param('id') id: string): BacktestAnswer {
    const answer = this.house.backtests.answer(id);
    if (answer === undefined) throw notFound('backtest', id);
    return answer;
  }

  /**
   * Tries a rule on what the observation store remembers: the last 30 days, or `from` to `to`. With `storms` on the newest so many of
   * the last 400 days and on the dry weather between them. `rule` is an entry of rules.yaml as text, or
   * an object with its fields, of which those that are left out are as in the rule of that id in force.
   */
  @Post()
  @HttpCode(202)
  start(@Body() body: unknown, @Req() { caller }: FastifyRequest): BacktestAnswer {
    const asked = Asked.safeParse(body);
    if (!asked.success) throw badRequest('The body must be a JSON object with "rule" (an entry of rules.yaml as a text, or an object with "id" and the fields that change) and perhaps "from", "to" and "storms" (how many of the newest).');
    const { rule: given, from, to, storms } = asked.data;
    const { backtests, texts, clock } = this.house;
    const span = spanOf({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }, clock.now(), storms === undefined ? USUAL_SPAN : LONGEST_SPAN);
    if (span.to - span.from > LONGEST_SPAN) throw badRequest(`from may lie ${LONGEST_SPAN / DAY} days before to at most.`);
    const entry = typeof given === 'string' ? ruleEntry(given, texts) : changedRule(given, texts);
    if (!entry.ok) throw new Problem(400, 'Bad request', 'The rule cannot be tried.', undefined, entry.faults.map(({ line, message }) => (typeof given === 'string' ? `line ${line}: ${message}` : message)));
    const answer = backtests.start({ rule: entry.rule, ...span, storms, by: caller.kind === 'anonymous' ? '' : actorOf(caller).name });
    if (answer === undefined) throw new Problem(409, 'Already running', 'A rule is being tried already; GET this address tells how far it has come.');
    return answer;
  }

  /** Ends one that runs. */
  @Delete(':id')
  @HttpCode(204)
  stop(@Param('id') id: string): void {
    if (!this.house.backtests.stop(id)) throw notFound('backtest', id);
  }
}
