import { instant, isoOf } from '@voldgrav/hydrology';
import type { LiveReadiness } from '../live/live-readiness.ts';
import type { CatchmentAnswer } from './answers.ts';

export function toCatchmentAnswer({ at, comingUntil, latestDecision, escalations, ...rest }: LiveReadiness): CatchmentAnswer {
  return {
    ...rest,
    at: isoOf(instant(at)),
    ...(comingUntil === undefined ? {} : { comingUntil: isoOf(instant(comingUntil)) }),
    latestDecision: latestDecision.map(({ begunAt, ...each }) => ({ ...each, at: isoOf(instant(each.at)), ...(begunAt === undefined ? {} : { begunAt: isoOf(instant(begunAt)) }) })),
    escalations: escalations.map((each) => ({ ...each, since: isoOf(instant(each.since)) })),
  };
}
