import { Controller, Get, Inject, Query } from '@nestjs/common';
import { instant, isoOf } from '@voldgrav/hydrology';
import type { UndecodableAnswer } from '@voldgrav/wire';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';
import { badRequest } from './problem.ts';

const USUAL_PAGE = 50;
const LARGEST_PAGE = 500;

interface UndecodableQuery {
  readonly reason?: string;
  readonly limit?: string;
  readonly before?: string;
}

@Controller('api/v1/undecodable')
export class UndecodableController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** What came in and could not be used: counts by reason since the start, and a page of the newest, of one reason or all. */
  @Get()
  undecodable(@Query() { reason, limit, before }: UndecodableQuery): UndecodableAnswer {
    const { received, observations, byReason } = this.house.watch.snapshot(this.house.clock.now()).intake;
    const page = this.house.watch.unusable({
      limit: wholeNumber('limit', limit, LARGEST_PAGE) ?? USUAL_PAGE,
      ...optional('before', wholeNumber('before', before, Number.MAX_SAFE_INTEGER)),
      ...optional('reason', reason),
    });
    return {
      received,
      observations,
      byReason,
      latest: page.items.map((item) => ({ ...item, at: isoOf(instant(item.at)) })),
      before: page.before ?? null,
    };
  }
}

function wholeNumber(name: string, given: string | undefined, most: number): number | undefined {
  if (given === undefined) return undefined;
  const number = Number(given);
  if (!Number.isInteger(number) || number < 1 || number > most) throw badRequest(`${name} must be a whole number from 1 to ${most}.`);
  return number;
}

const optional = <Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> =>
  value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
