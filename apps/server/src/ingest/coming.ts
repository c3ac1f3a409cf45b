import { TextDecoder, TextEncoder } from 'node:util';
import type { Instant } from '@voldgrav/hydrology';
import type { TownWatch } from '@voldgrav/pipeline';
import type { Forecast, WeatherWarning } from '@voldgrav/readiness';
import { type LiveChange, readCap, readForecast, readWarning, warningOfCap } from '@voldgrav/wire';
import { z } from 'zod';

/** What came in about what is coming, as it was given. */
const Given = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('forecast'), body: z.unknown() }),
  z.object({ kind: z.literal('warning'), body: z.unknown() }),
  z.object({ kind: z.literal('cap'), xml: z.string() }),
]);
export type ComingGiven = z.infer<typeof Given>;

export type ComingRead =
  | { readonly ok: true; readonly source: string; readonly said: Forecast | WeatherWarning }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Reads what was given, by the time at which it came: the same bytes say the same after a restart. */
export function readComing(given: ComingGiven, known: TownWatch['known'], receivedAt: Instant): ComingRead {
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

export const takeComing = (watch: TownWatch, { said }: ComingRead & { readonly ok: true }, at: Instant): readonly LiveChange[] =>
  said.kind === 'warning' ? watch.coming.warning(said, at) : watch.coming.forecast(said, at);

export const comingBytes = (given: ComingGiven): Uint8Array => new TextEncoder().encode(JSON.stringify(given));

/** What a journal row holds; undefined for one that a later version wrote. */
export function givenIn(bytes: Uint8Array): ComingGiven | undefined {
  try {
    return Given.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
  } catch {
    // No JSON: none of ours, and nothing that a restart may stop at.
    return undefined;
  }
}
