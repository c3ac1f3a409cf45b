import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { type Account, isAccountName } from '@voldgrav/account';
import type { LinkAnswer, LinkUsedAnswer } from '@voldgrav/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { House } from '../house.ts';
import { bodyOf } from '../http/body-of.ts';
import { Problem } from '../http/problem.ts';
import { HOUSE } from '../tokens.ts';
import { giveSession, visitorOf } from './cookie-answer.ts';
import { refusePassword } from './refuse-password.ts';

const LONGEST = 1_000;
const link = z.string().max(LONGEST);
const password = z.string().max(LONGEST);
const LookBody = z.strictObject({ link });
const PasswordBody = z.strictObject({ link, password });
const AdministratorBody = z.strictObject({ link, name: z.string().max(LONGEST), password });

/** What a one-time link allows: to set a password, or to create the first administrator of a town. */
@Controller('api/v1/links')
export class LinksController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** What the link is for, without using it up. */
  @Post('look')
  @HttpCode(200)
  look(@Body() body: unknown, @Req() request: FastifyRequest): LinkAnswer {
    const { link } = bodyOf(LookBody, body, '"link"');
    const found = this.house.accounts.links.look(link, Date.now());
    if (found === undefined) throw this.notValid(request);
    const account = found.account === undefined ? undefined : this.house.accounts.people.withId(found.account);
    return { kind: found.kind, ...(account === undefined ? {} : { name: account.name }) };
  }

  @Post('password')
  @HttpCode(200)
  async password(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<LinkUsedAnswer> {
    const { link, password } = bodyOf(PasswordBody, body, '"link" and "password"');
    const { accounts, passwords } = this.house;
    const found = accounts.links.look(link, Date.now());
    const account = found?.kind === 'password' && found.account !== undefined ? accounts.people.withId(found.account) : undefined;
    if (account === undefined || account.closedAt !== undefined) throw this.notValid(request);
    refusePassword(password, account.name);
    const hash = await passwords.hash(password);
    const now = Date.now();
    const session = accounts.together(() => {
      if (!accounts.links.take(link, now)) throw this.notValid(request);
      accounts.people.setPassword(account, hash, now);
      return account.hasTotp ? undefined : this.house.signInDesk.start(account, visitorOf(request), 'password link', now);
    });
    return this.answer(session, request, reply);
  }

  @Post('first-administrator')
  @HttpCode(200)
  async firstAdministrator(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<LinkUsedAnswer> {
    const { link, name: typed, password } = bodyOf(AdministratorBody, body, '"link", "name" and "password"');
    const name = typed.trim();
    const { accounts, passwords } = this.house;
    if (accounts.links.look(link, Date.now())?.kind !== 'first-administrator') throw this.notValid(request);
    if (!isAccountName(name)) throw new Problem(400, 'Bad request', 'name must be 2 to 60 characters.', 'bad-name');
    refusePassword(password, name);
    const passwordHash = await passwords.hash(password);
    const now = Date.now();
    const session = accounts.together(() => {
      // Looked at again: two may have come with one link, or the command line may have been quicker.
      if (accounts.people.hasAdministrator() || !accounts.links.take(link, now)) throw this.notValid(request);
      const account: Account | undefined = accounts.people.add({ name, role: 'administrator', passwordHash }, { name, why: 'first administrator, by the link of the start' }, now);
      if (account === undefined) throw new Problem(409, 'Conflict', 'There is an account of this name already.', 'name-taken');
      return this.house.signInDesk.start(account, visitorOf(request), 'first administrator', now);
    });
    return this.answer(session, request, reply);
  }

  private answer(session: string | undefined, request: FastifyRequest, reply: FastifyReply): LinkUsedAnswer {
    if (session !== undefined) giveSession(this.house, request, reply, session);
    return { signedIn: session !== undefined };
  }

  private notValid(request: FastifyRequest): Problem {
    this.house.refusals.count('link-not-valid', `POST ${request.routeOptions.url ?? ''}`, request.ip, Date.now());
    return new Problem(401, 'Link not valid', 'This link is wrong, already used or too old. Ask an administrator for a new one.', 'link-not-valid');
  }
}
