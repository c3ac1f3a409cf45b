import type { Instant } from '@voldgrav/hydrology';
import type { Recording } from './recorded.ts';

/** When a recording begins; undefined for one in which nothing happens. */
export async function firstArrival(recording: Recording): Promise<Instant | undefined> {
  for await (const part of recording.parts()) {
    const [first] = part;
    if (first !== undefined) return first.receivedAt;
  }
  return undefined;
}
