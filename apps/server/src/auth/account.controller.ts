import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { type Account, actorOf } from '@voldgrav/account';
import type { AccountAnswer, RecoveryCodesAnswer, TotpAnswer } from '@voldgrav/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { House } from '../house.ts';
import { bodyOf } from '../http/body-of.ts';
import { notFound, Problem } from '../http/problem.ts';
import { HOUSE } from '../tokens.ts';
import { giveSession, visitorOf } from './cookie-answer.ts';
import { denied } from './denied.ts';
import { refusePassword } from './refuse-password.ts';
import { requirePerson } from './require-person.ts';

const text = z.string().max(1_000);
const NewPasswordBody = z.strictObject({ password: text, newPassword: text });
const PasswordBody = z.strictObject({ password: text });
const CodeBody = z.strictObject({ code: text });

/** One's own account. What a stolen session must not do asks for the password again. */
@Controller('api/v1/account')
export class AccountController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  @Get()
  own(@Req() request: FastifyRequest): AccountAnswer {
    const { account, caller } = requirePerson(request.caller, this.house);
    const { secondFactors, sessions } = this.house.accounts;
    return {
      name: account.name,
      role: account.role,
      hasPassword: account.passwordHash !== undefined,
      hasTotp: account.hasTotp,
      recoveryCodesLeft: secondFactors.recoveryCodesLeft(account),
      sessions: sessions.listOf(account.id, Date.now()).map((session) => ({ ...session, this: session.id === caller.session })),
      ...(account.organisation === undefined ? {} : { organisation: this.house.town.organisations.find(({ id }) => id === account.organisation)?.name ?? account.organisation }),
    };
  }

  /** The session that asks is replaced by a new one; all others end. */
  @Post('password')
  @HttpCode(204)
  async password(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const { account } = requirePerson(request.caller, this.house);
    const { password, newPassword } = bodyOf(NewPasswordBody, body, '"password" and "newPassword"');
    await this.again(account, password, request);
    refusePassword(newPassword, account.name);
    const hash = await this.house.passwords.hash(newPassword);
    const { accounts, signInDesk } = this.house;
    const now = Date.now();
    const session = accounts.together(() => {
      accounts.people.setPassword(account, hash, now);
      return signInDesk.start(account, visitorOf(request), 'new password', now);
    });
    giveSession(this.house, request, reply, session);
  }

  /** A key to put into an app; it counts from `confirm` on. */
  @Post('totp')
  @HttpCode(200)
  async totp(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<TotpAnswer> {
    const { account } = requirePerson(request.caller, this.house);
    await this.again(account, bodyOf(PasswordBody, body, '"password"').password, request);
    const begun = this.house.accounts.secondFactors.begin(account, Date.now());
    if (begun === 'is-on') throw new Problem(409, 'Conflict', 'Two-step sign-in is on already; turn it off first.', 'is-on');
    reply.header('cache-control', 'no-store');
    return begun;
  }

  @Post('totp/confirm')
  @HttpCode(200)
  confirmTotp(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): RecoveryCodesAnswer {
    const { account } = requirePerson(request.caller, this.house);
    const recoveryCodes = this.house.accounts.secondFactors.confirm(account, bodyOf(CodeBody, body, '"code"').code, Date.now());
    if (recoveryCodes === undefined) throw new Problem(400, 'Code not taken', 'The code does not fit. Check the clock of the phone and try the next code.', 'wrong-code');
    reply.header('cache-control', 'no-store');
    return { recoveryCodes };
  }

  @Post('totp/remove')
  @HttpCode(204)
  async removeTotp(@Body() body: unknown, @Req() request: FastifyRequest): Promise<void> {
    const { account } = requirePerson(request.caller, this.house);
    await this.again(account, bodyOf(PasswordBody, body, '"password"').password, request);
    this.house.accounts.secondFactors.remove(account, actorOf(account), Date.now());
  }

  @Post('sessions/:id/end')
  @HttpCode(204)
  endSession(@Param('id') id: string, @Req() request: FastifyRequest): void {
    const { account } = requirePerson(request.caller, this.house);
    const { sessions, audit, together } = this.house.accounts;
    const now = Date.now();
    const own = sessions.listOf(account.id, now).find((session) => String(session.id) === id);
    if (own === undefined) throw notFound('session', id);
    together(() => {
      sessions.end(own.id, now);
      audit.note('session-ended', account.name, actorOf(account), now);
    });
  }

  private async again(account: Account, password: string, request: FastifyRequest): Promise<void> {
    const checked = await this.house.signInDesk.again(account, password, request.ip, Date.now());
    if (!checked.ok) throw denied(checked, `POST ${request.routeOptions.url ?? ''}`, request.ip, this.house);
  }
}
