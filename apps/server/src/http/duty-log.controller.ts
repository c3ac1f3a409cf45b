import { Body, Controller, Get, Inject, Post, Query, Req } from '@nestjs/common';
import { actorOf } from '@voldgrav/account';
import { isoOf, MINUTE } from '@voldgrav/hydrology';
import type { DutyNote } from '@voldgrav/storage';
import type { DutyLogAnswer, DutyNoteAnswer } from '@voldgrav/wire';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';
import { dutyNoteEntry } from '../watch/duty-log-keeper.ts';
import { limitOf, optional, wholeNumber } from './page-query.ts';
import { badRequest, notFound, Problem } from './problem.ts';
import { momentOf } from './span-query.ts';

const LONGEST_TEXT = 2_000;
const NoteBody = z.strictObject({ text: z.string().trim().min(1).max(LONGEST_TEXT), at: z.string().optional(), storm: z.string().optional() });
/** The clocks of a desk and its server may differ so much. */
const AHEAD = 2 * MINUTE;

interface LogQuery {
  readonly storm?: string;
  readonly limit?: string;
  readonly before?: string;
}

/** The duty log: what those on duty write down, beside what the desk notes by itself (`GET /api/v1/storms/{id}`). */
@Controller('api/v1/log')
export class DutyLogController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** Last written first, of one storm or all. */
  @Get()
  list(@Query() { storm, limit, before }: LogQuery): DutyLogAnswer {
    const { dutyLog } = this.house;
    const page = dutyLog.page({ limit: limitOf(limit), ...optional('before', wholeNumber('before', before, { most: Number.MAX_SAFE_INTEGER })), ...optional('storm', storm) });
    return { notes: page.notes.map(toAnswer), before: page.before ?? null, catchingUp: dutyLog.catchingUp };
  }

  /** Somebody writes something down. It belongs to the storm that is named, else to the one that is open, else to none. */
  @Post()
  async write(@Body() body: unknown, @Req() { caller }: FastifyRequest): Promise<DutyNoteAnswer> {
    const parsed = NoteBody.safeParse(body ?? {});
    if (!parsed.success) throw badRequest(`The body must hold "text", at most ${LONGEST_TEXT} characters; it may hold "at", when it happened in ISO 8601 with an offset, and "storm", the id of one; and nothing else.`);
    if (caller.kind === 'anonymous') throw new Problem(401, 'Not signed in', 'Writing in the log needs a name.');
    const { intake, clock, dutyLog, accounts } = this.house;
    const now = clock.now();
    const { text } = parsed.data;
    const at = parsed.data.at === undefined ? now : momentOf('at', parsed.data.at);
    if (at > now + AHEAD) throw badRequest('at must not lie in the future.');
    const by = actorOf(caller);
    const entry = dutyNoteEntry({ text, at, ...optional('storm', this.stormOf(parsed.data.storm)) }, by, now);
    const note = dutyLog.take(await intake.act(entry), entry);
    if (note === undefined) throw new Error('A note was journalled and is none.');
    accounts.audit.note('duty-note-written', String(note.seq), by, Date.now());
    return toAnswer(note);
  }

  private stormOf(given: string | undefined): string | undefined {
    const storms = this.house.watch.stormsAt(this.house.clock.now());
    if (given === undefined) return storms.find(({ storm }) => storm.end === undefined)?.storm.id;
    if (!storms.some(({ storm }) => storm.id === given)) throw notFound('storm', given);
    return given;
  }
}

const toAnswer = ({ seq, at, writtenAt, ...rest }: DutyNote): DutyNoteAnswer => ({ n: seq, at: isoOf(at), writtenAt: isoOf(writtenAt), ...rest });
