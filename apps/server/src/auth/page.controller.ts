import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { House } from '../house.ts';
import { Problem } from '../http/problem.ts';
import { HOUSE } from '../tokens.ts';
import { giveSession, visitorOf } from './cookie-answer.ts';

const PAGE = 'account.html';

/** The pages for signing in and for one's account, and the two kinds of link that arrive as an address. */
@Controller()
export class PageController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** Without a token the page. With one: a link that signs in does so and goes to the desk; any other leads to its page. */
  @Get('sign-in')
  signIn(@Query('token') token: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    if (token === undefined) {
      sendPage(reply);
      return;
    }
    const { accounts, signInDesk } = this.house;
    const secret = typeof token === 'string' ? token : '';
    const now = Date.now();
    const link = accounts.links.look(secret, now);
    if (link === undefined) {
      this.refuseLink(request, reply);
    } else if (link.kind !== 'sign-in') {
      // Behind #, it is not sent again and stands in nobody's log.
      void reply.header('cache-control', 'no-store').redirect(`/sign-in#link=${encodeURIComponent(secret)}`, 303);
    } else if (request.method === 'HEAD') {
      // Programs that look at links before people do must not use them up.
      void reply.status(200).send();
    } else {
      const account = link.account === undefined ? undefined : accounts.people.withId(link.account);
      const session = accounts.together(() =>
        account === undefined || account.closedAt !== undefined || !accounts.links.take(secret, now)
          ? undefined
          : signInDesk.start(account, visitorOf(request), 'one-time link', now),
      );
      if (session === undefined) {
        this.refuseLink(request, reply);
        return;
      }
      giveSession(this.house, request, reply, session);
      void reply.redirect('/', 303);
    }
  }

  @Get('account')
  account(@Res() reply: FastifyReply): void {
    sendPage(reply);
  }

  /** A display link: the screen that opens it looks on until the token runs out. It works again after the screen restarts. */
  @Get('display')
  display(@Query('token') token: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { accounts, refusals } = this.house;
    const now = Date.now();
    const caller = accounts.tokens.caller(typeof token === 'string' ? token : '', 'display', now);
    const expiresAt = caller === undefined ? undefined : accounts.tokens.withId(caller.token)?.expiresAt;
    if (caller === undefined || expiresAt === undefined) {
      refusals.count('token-not-valid', 'GET /display', request.ip, now);
      throw new Problem(401, 'Token not valid', 'This display link is wrong, revoked or has run out. An administrator makes a new one with "voldgrav token add --display".');
    }
    if (request.method === 'HEAD') {
      void reply.status(200).send();
      return;
    }
    const session = accounts.sessions.start({ token: caller.token }, visitorOf(request).browser, now);
    giveSession(this.house, request, reply, session, Math.floor((expiresAt - now) / 1_000));
    void reply.redirect('/', 303);
  }

  private refuseLink(request: FastifyRequest, reply: FastifyReply): void {
    this.house.refusals.count('link-not-valid', 'GET /sign-in', request.ip, Date.now());
    if (request.headers.accept?.includes('text/html') === true && hasPages(reply)) {
      sendPage(reply.status(401));
      return;
    }
    throw new Problem(401, 'Link not valid', 'This sign-in link is wrong, already used or too old. Start the server again, or ask an administrator for a new one.');
  }
}

const hasPages = (reply: FastifyReply): boolean => 'sendFile' in reply;

function sendPage(reply: FastifyReply): void {
  if (!hasPages(reply)) throw new Problem(404, 'Not found', 'The pages are not built; run "npm start" or "npx nx build @voldgrav/dashboard".');
  void reply.header('cache-control', 'no-cache').sendFile(PAGE);
}
