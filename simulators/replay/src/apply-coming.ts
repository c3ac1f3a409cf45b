import type { TownWatch } from '@voldgrav/pipeline';
import { type LiveChange, readCap, readForecast, readWarning, warningOfCap } from '@voldgrav/wire';
import { z } from 'zod';
import type { RecordedForecast } from './recorded.ts';

/** As the server enters it (apps/server/src/ingest/coming.ts). */
const Given = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('forecast'), body: z.unknown() }),
  z.object({ kind: z.literal('warning'), body: z.unknown() }),
  z.object({ kind: z.literal('cap'), xml: z.string() }),
]);

/** A forecast or a warning that came in, taken once more. What the town or the reading has since left behind changes nothing. */
export function applyComing(watch: TownWatch, { body, receivedAt: at }: RecordedForecast): readonly LiveChange[] {
  const given = givenIn(body);
  if (given === undefined) return [];
  if (given.kind === 'forecast') {
    const read = readForecast(given.body, { now: at, ...watch.known });
    return read.ok ? watch.coming.forecast(read.forecast, at) : [];
  }
  if (given.kind === 'warning') {
    const read = readWarning(given.body, at);
    return read.ok ? watch.coming.warning(read.warning, at) : [];
  }
  const read = readCap(given.xml);
  const warning = read.ok ? warningOfCap(read.alert) : undefined;
  return warning === undefined ? [] : watch.coming.warning(warning, at);
}

function givenIn(body: string): z.infer<typeof Given> | undefined {
  try {
    return Given.safeParse(JSON.parse(body)).data;
  } catch {
    // No JSON: a later version wrote it.
    return undefined;
  }
}
