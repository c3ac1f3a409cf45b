import { instant, isoOf } from '@voldgrav/hydrology';
import type { LiveAlert } from '../live/live-event.ts';
import type { AlertAnswer } from './answers.ts';

/** An alert as the HTTP API tells it: the same facts, its times in ISO 8601. */
export function toAlertAnswer({ episodeStart, raisedAt, acknowledgedAt, returnedAt, ...rest }: LiveAlert): AlertAnswer {
  return {
    ...rest,
    episodeStart: isoOf(instant(episodeStart)),
    raisedAt: isoOf(instant(raisedAt)),
    ...(acknowledgedAt === undefined ? {} : { acknowledgedAt: isoOf(instant(acknowledgedAt)) }),
    ...(returnedAt === undefined ? {} : { returnedAt: isoOf(instant(returnedAt)) }),
  };
}
