import type { Instant } from '@voldgrav/hydrology';
import type { Forecast, WeatherWarning } from '@voldgrav/readiness';
import { z } from 'zod';
import { readCap } from '../cap/read-cap.ts';
import { warningOfCap } from '../cap/warning-of-cap.ts';
import { type ForecastContext, readForecast } from './read-forecast.ts';
import { readWarning } from './read-warning.ts';

/** What came in about what is coming, as it was given and as the journal keeps it. */
const Given = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('forecast'), body: z.unknown() }),
  z.object({ kind: z.literal('warning'), body: z.unknown() }),
  z.object({ kind: z.literal('cap'), xml: z.string() }),
]);
export type ComingGiven = z.infer<typeof Given>;

export type ComingRead =
  | { readonly ok: true; readonly source: string; readonly said: Forecast | WeatherWarning }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Reads what was given, by the time at which it came: the same words say the same after a restart and in a replay. */
export function readComing(given: ComingGiven, known: Omit<ForecastContext, 'now'>, receivedAt: Instant): ComingRead {
  switch (given.kind) {
    case 'forecast': {
      const read = readForecast(given.body, { now: receivedAt, ...known });
      return read.ok ? { ok: true, source: read.forecast.source, said: read.forecast } : read;
    }
    case 'warning': {
      const read = readWarning(given.body, receivedAt);
      return read.ok ? { ok: true, source: read.warning.source, said: read.warning } : read;
    }
    case 'cap': {
      const read = readCap(given.xml);
      if (!read.ok) return { ok: false, faults: read.faults.map(({ line, message }) => `line ${line}: ${message}`) };
      const warning = warningOfCap(read.alert);
      if (warning === undefined) return { ok: false, faults: [`a message of status ${read.alert.status} and type ${read.alert.msgType} is no warning that stands`] };
      return { ok: true, source: warning.source, said: warning };
    }
  }
}

/** What the body of a journal row holds; undefined for one that a later version wrote. */
export function comingGivenIn(body: string): ComingGiven | undefined {
  try {
    return Given.safeParse(JSON.parse(body)).data;
  } catch {
    // No JSON: none of ours, and nothing that a restart may stop at.
    return undefined;
  }
}
