import { Controller, Get, Inject, Query } from '@nestjs/common';
import { type Instant, instantFromIso, isoOf } from '@voldgrav/hydrology';
import { findingIn } from '@voldgrav/quality';
import type { DoubtfulSeriesAnswer, DoubtsAnswer } from '@voldgrav/wire';
import type { House } from '../house.ts';
import { standingDoubts } from '../slow/standing-doubts.ts';
import { HOUSE } from '../tokens.ts';
import { limitOf, offsetOf, optional, wholeNumber } from './page-query.ts';
import { badRequest, notFound } from './problem.ts';
import { toReachAnswer } from './trouble-reach.ts';

const FLAGS: Readonly<Record<string, number>> = { '3': 3, suspect: 3, '4': 4, fail: 4 };

interface DoubtsQuery {
  readonly sensor?: string;
  readonly check?: string;
  readonly flag?: string;
  readonly since?: string;
  readonly limit?: string;
  readonly before?: string;
}

interface SeriesQuery extends Omit<DoubtsQuery, 'flag' | 'before'> {
  readonly offset?: string;
}

/** Observations that a check calls suspect or failed: kept and shown, each with the check's name and reason. */
@Controller('api/v1/doubtful')
export class DoubtfulController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** One line for each check that spoke against an observation, newest first. `since`: observations taken after it. */
  @Get()
  doubts(@Query() query: DoubtsQuery): DoubtsAnswer {
    const { trouble } = this.house;
    trouble.enter();
    const page = trouble.log.doubts({
      ...this.asked(query),
      limit: limitOf(query.limit),
      ...optional('flag', flagOf(query.flag)),
      ...optional('before', wholeNumber('before', query.before, { most: Number.MAX_SAFE_INTEGER })),
    });
    return {
      reach: toReachAnswer(trouble.reach),
      doubts: page.items.map(({ phenomenonTime, receivedAt, ...doubt }) => ({ ...doubt, time: isoOf(phenomenonTime), receivedAt: isoOf(receivedAt), ...optional('found', findingIn(doubt.detail)) })),
      before: page.before ?? null,
    };
  }

  /** Which sensors and series are doubted, by which check and how, with the newest example of each. */
  @Get('series')
  series(@Query() query: SeriesQuery): DoubtfulSeriesAnswer {
    const { trouble } = this.house;
    trouble.enter();
    const asked = this.asked(query);
    const [offset, limit] = [offsetOf(query.offset), limitOf(query.limit)];
    const standing = this.standing(asked);
    const first = standing.slice(offset, offset + limit);
    const { groups, total } = trouble.log.doubtGroups({ ...asked, offset: Math.max(0, offset - standing.length), limit: limit - first.length });
    return {
      reach: toReachAnswer(trouble.reach),
      total: standing.length + total,
      series: [...first, ...groups.map(({ firstAt, lastAt, newest, ...group }) => ({ ...group, firstAt: isoOf(firstAt), lastAt: isoOf(lastAt), newest: { value: newest.value, detail: newest.detail, ...optional('found', findingIn(newest.detail)) } }))],
    };
  }

  /** What is doubted of a sensor as a whole now stands before what is doubted of its observations. */
  private standing({ sensor, check, since }: ReturnType<DoubtfulController['asked']>): DoubtfulSeriesAnswer['series'] {
    const { index, watch, slow, clock } = this.house;
    const now = clock.now();
    return standingDoubts(index, watch.snapshot(now).sensors, slow.memory, now)
      .filter((doubt) => (sensor === undefined || doubt.sensor === sensor) && (check === undefined || doubt.check === check) && (since === undefined || now > since))
      .map(({ since: began, newest, ...doubt }) => ({ ...doubt, newest: { ...newest, ...optional('found', findingIn(newest.detail)) }, count: 1, firstAt: isoOf(began), lastAt: isoOf(began) }));
  }

  private asked({ sensor, check, since }: Pick<DoubtsQuery, 'sensor' | 'check' | 'since'>): { readonly sensor?: string; readonly check?: string; readonly since?: Instant } {
    if (sensor !== undefined && this.house.index.sensor(sensor) === undefined) throw notFound('sensor', sensor);
    return { ...optional('sensor', sensor), ...optional('check', check), ...optional('since', sinceOf(since)) };
  }
}

function sinceOf(given: string | undefined): Instant | undefined {
  const since = given === undefined ? undefined : instantFromIso(given);
  if (given !== undefined && since === undefined) throw badRequest('since must be a time in ISO 8601 with an offset, such as 2026-08-26T12:20:00Z.');
  return since;
}

function flagOf(given: string | undefined): number | undefined {
  const flag = given === undefined ? undefined : FLAGS[given];
  if (given !== undefined && flag === undefined) throw badRequest('flag must be suspect or fail.');
  return flag;
}
