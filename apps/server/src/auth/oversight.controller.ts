import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { AuditAnswer, RefusalsAnswer } from '@voldgrav/wire';
import type { House } from '../house.ts';
import { badRequest } from '../http/problem.ts';
import { HOUSE } from '../tokens.ts';

const USUAL_ENTRIES = 100;
const MOST_ENTRIES = 1_000;

/** Who did what, and who was not let in. */
@Controller('api/v1')
export class OversightController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** Newest first. `before`: entries with a lower number, for the next page. */
  @Get('audit')
  audit(@Query() query: { readonly before?: string; readonly limit?: string }): AuditAnswer {
    const limit = wholeNumber('limit', query.limit ?? String(USUAL_ENTRIES), MOST_ENTRIES);
    const before = query.before === undefined ? {} : { before: wholeNumber('before', query.before, Number.MAX_SAFE_INTEGER) };
    return { entries: this.house.accounts.audit.list({ limit, ...before }) };
  }

  @Get('refusals')
  refusals(): RefusalsAnswer {
    return { byReason: this.house.refusals.byReason };
  }
}

function wholeNumber(name: string, text: string, most: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > most) throw badRequest(`${name} must be a whole number from 1 to ${most}.`);
  return number;
}
