import { isoOf } from '@voldgrav/hydrology';
import type { StormMessage } from '@voldgrav/storm';

/** A recording as JSON lines of the messages themselves, as `voldgrav replay` and `decode` read them. */
export function* recordingJsonl(messages: Iterable<StormMessage>): Generator<string> {
  for (const { at, topic, payload } of messages) yield JSON.stringify({ topic, payload: JSON.parse(payload) as unknown, receivedAt: isoOf(at) });
}

/** A recording as CSV: one line for every value that a sensor says, stamped as it says. */
export function* recordingCsv(messages: Iterable<StormMessage>): Generator<string> {
  yield 'time,sensor,quantity,value';
  for (const { topic, payload } of messages) {
    const { time, ...values } = JSON.parse(payload) as { readonly time: string } & Readonly<Record<string, number>>;
    for (const [quantity, value] of Object.entries(values)) yield `${time},${topic.split('/')[1] ?? ''},${quantity},${value}`;
  }
}
