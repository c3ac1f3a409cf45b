import type { TownWatch } from '@voldgrav/pipeline';
import { comingGivenIn, type LiveChange, readComing } from '@voldgrav/wire';
import type { RecordedForecast } from './recorded.ts';

/** A forecast or a warning that came in, taken once more. What the town or the reading has since left behind changes nothing. */
export function applyComing(watch: TownWatch, { body, receivedAt: at }: RecordedForecast): readonly LiveChange[] {
  const given = comingGivenIn(body);
  const read = given === undefined ? undefined : readComing(given, watch.known, at);
  return read?.ok === true ? watch.coming.take(read.said, at) : [];
}
