import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { actorOf, doorOf, mayEnter } from '@voldgrav/account';
import type { SessionAnswer, SignInAnswer } from '@voldgrav/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { House } from '../house.ts';
import { bodyOf } from '../http/body-of.ts';
import { HOUSE } from '../tokens.ts';
import { giveSession, takeSession, visitorOf } from './cookie-answer.ts';
import { denied } from './denied.ts';

const LONGEST = 1_000;
const PasswordBody = z.strictObject({ name: z.string().max(LONGEST), password: z.string().max(LONGEST) });
const CodeBody = z.strictObject({ ticket: z.string().max(LONGEST), code: z.string().max(LONGEST) });

@Controller('api/v1')
export class SignInController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  @Get('session')
  session(@Req() { caller }: FastifyRequest): SessionAnswer {
    const { allowed: mayView } = mayEnter(doorOf('GET', '/api/v1/town'), caller, this.house.settings);
    if (caller.kind === 'anonymous') return { signedIn: false, mayView };
    const organisation = caller.organisation === undefined ? {} : { organisation: caller.organisation };
    return { signedIn: true, mayView, name: caller.name, ...(caller.kind === 'person' ? { role: caller.role } : {}), ...organisation };
  }

  @Post('sign-in')
  @HttpCode(200)
  async signIn(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SignInAnswer> {
    const { name, password } = bodyOf(PasswordBody, body, '"name" and "password"');
    const visitor = visitorOf(request);
    const outcome = await this.house.signInDesk.withPassword(name, password, visitor, Date.now());
    if (!outcome.ok) throw denied(outcome, 'POST /api/v1/sign-in', visitor.address, this.house);
    if (outcome.next === 'code') return { next: 'code', ticket: outcome.ticket };
    giveSession(this.house, request, reply, outcome.session);
    return { next: 'done' };
  }

  @Post('sign-in/code')
  @HttpCode(200)
  code(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): SignInAnswer {
    const { ticket, code } = bodyOf(CodeBody, body, '"ticket" and "code"');
    const visitor = visitorOf(request);
    const outcome = this.house.signInDesk.withCode(ticket, code, visitor, Date.now());
    if (!outcome.ok) throw denied(outcome, 'POST /api/v1/sign-in/code', visitor.address, this.house);
    giveSession(this.house, request, reply, outcome.session);
    return { next: 'done' };
  }

  @Post('sign-out')
  @HttpCode(204)
  signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    const { caller } = request;
    const { accounts } = this.house;
    const now = Date.now();
    if (caller.kind === 'person') {
      accounts.together(() => {
        accounts.sessions.end(caller.session, now);
        accounts.audit.note('signed-out', caller.name, actorOf(caller), now);
      });
    } else if (caller.kind === 'token' && caller.session !== undefined) {
      accounts.sessions.end(caller.session, now);
    }
    takeSession(this.house, request, reply);
  }
}
