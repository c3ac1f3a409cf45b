import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { actorOf } from '@voldgrav/account';
import { isoOf } from '@voldgrav/hydrology';
import type { DecodeAgainAnswer, PayloadShown, UndecodableAnswer, UnreadGroupsAnswer } from '@voldgrav/wire';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requirePerson } from '../auth/require-person.ts';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';
import { limitOf, offsetOf, optional, wholeNumber } from './page-query.ts';
import { badRequest, Problem } from './problem.ts';
import { shownPayload } from './shown-payload.ts';
import { toReachAnswer } from './trouble-reach.ts';

const LONGEST_WHY = 500;
/** A run that ends within this time is answered with its result; a longer one is asked for. */
const PATIENCE_MS = 3_000;
const DecodeAgainBody = z.strictObject({ why: z.string().trim().max(LONGEST_WHY).optional() });

interface UndecodableQuery {
  readonly reason?: string;
  readonly topic?: string;
  readonly limit?: string;
  readonly before?: string;
}

interface GroupsQuery {
  readonly reason?: string;
  readonly search?: string;
  readonly offset?: string;
  readonly limit?: string;
}

@Controller('api/v1/undecodable')
export class UndecodableController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** What came in and could not be used: counts by reason since the start, and a page of the newest, of one reason or topic or all. */
  @Get()
  undecodable(@Query() { reason, topic, limit, before }: UndecodableQuery): UndecodableAnswer {
    const { watch, clock, trouble } = this.house;
    const { received, observations, byReason } = watch.snapshot(clock.now()).intake;
    trouble.enter();
    const page = trouble.log.unusable({
      limit: limitOf(limit),
      ...optional('before', wholeNumber('before', before, { most: Number.MAX_SAFE_INTEGER })),
      ...optional('reason', reason),
      ...optional('topic', topic),
    });
    return {
      received,
      observations,
      byReason,
      reach: toReachAnswer(trouble.reach),
      latest: page.items.map(({ seq, at, ...item }) => ({ ...item, at: isoOf(at), ...this.payloadOf(seq) })),
      before: page.before ?? null,
    };
  }

  /** What could not be read, together by topic and reason, each with its newest example. */
  @Get('groups')
  groups(@Query() { reason, search, offset, limit }: GroupsQuery): UnreadGroupsAnswer {
    const { watch, trouble } = this.house;
    trouble.enter();
    const { groups, total } = trouble.log.unreadGroups({ offset: offsetOf(offset), limit: limitOf(limit), ...optional('reason', reason), ...optional('search', search) });
    return {
      reach: toReachAnswer(trouble.reach),
      total,
      messages: trouble.log.unreadCount(),
      groups: groups.map(({ topic, reason: why, count, firstAt, lastAt, newest }) => ({
        topic,
        ...optional('sensor', watch.sensorOf(topic)),
        reason: why,
        count,
        firstAt: isoOf(firstAt),
        lastAt: isoOf(lastAt),
        newest: { detail: newest.detail, ...this.payloadOf(newest.seq) },
      })),
    };
  }

  /** How far the run has come that goes on, or what became of the last one. */
  @Get('decode-again')
  decodedAgain(): DecodeAgainAnswer {
    return this.house.decodeAgain.answer;
  }

  /** Reads again what could not be read, by the sources and codecs that the town has on the disk now. */
  @Post('decode-again')
  @HttpCode(200)
  async decodeAgain(@Body() body: unknown, @Req() request: FastifyRequest): Promise<DecodeAgainAnswer> {
    const parsed = DecodeAgainBody.safeParse(body ?? {});
    if (!parsed.success) throw badRequest(`The body may hold "why", a text of at most ${LONGEST_WHY} characters, and nothing else.`);
    const { decodeAgain, accounts } = this.house;
    const why = parsed.data.why === '' ? undefined : parsed.data.why;
    const by = { ...actorOf(requirePerson(request.caller, this.house).account), ...optional('why', why) };
    const began = await decodeAgain.start(by, PATIENCE_MS, ({ state, messages, mended }) =>
      accounts.audit.note('decoded-again', 'journal', by, Date.now(), state === 'done' ? `${mended} of ${messages} messages mended` : state),
    );
    if (!began) throw new Problem(409, 'Already running', 'Messages are being decoded again already; GET this address tells how far it has come.');
    const { answer } = decodeAgain;
    if (answer.state === 'refused') throw new Problem(422, 'Town refused', 'The town on the disk cannot be taken over; nothing was done, and the one in force stays.', undefined, answer.faults);
    return answer;
  }

  private payloadOf(seq: number | undefined): { readonly payload?: PayloadShown } {
    if (seq === undefined) return {};
    const row = this.house.journal.entriesAfter(seq - 1, 1)[0];
    return row?.seq === seq && !row.damaged && row.kind === 'message' ? { payload: shownPayload(row.payload) } : {};
  }
}
