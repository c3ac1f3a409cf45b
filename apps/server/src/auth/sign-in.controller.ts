import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { SessionAnswer } from '@voldgrav/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { House } from '../house.ts';
import { Problem } from '../http/problem.ts';
import { HOUSE } from '../tokens.ts';
import { Sessions } from './sessions.ts';

/** Until there are accounts, whoever holds the link from the terminal is the duty officer. */
const DUTY_OFFICER = 'Vagthavende';

@Controller()
export class SignInController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** The one-time link: sets the session cookie and goes to the dashboard. */
  @Get('sign-in')
  signIn(@Query('token') token: unknown, @Res() reply: FastifyReply): void {
    const session = this.house.sessions.signIn(typeof token === 'string' ? token : '', DUTY_OFFICER, Date.now());
    if (session === undefined) {
      throw new Problem(401, 'Link not valid', 'This sign-in link is wrong, already used or older than 15 minutes. Start the server again for a new one.');
    }
    const secure = this.house.settings.publicUrl?.startsWith('https:') ?? false;
    void reply.header('set-cookie', Sessions.cookie(session, secure)).header('cache-control', 'no-store').redirect('/', 303);
  }

  @Get('api/v1/session')
  session(@Req() request: FastifyRequest): SessionAnswer {
    const session = this.house.sessions.of(request.headers.cookie, Date.now());
    return session === undefined ? { signedIn: false } : { signedIn: true, name: session.name };
  }
}
