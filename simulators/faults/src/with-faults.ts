import type { StormMessage } from '@voldgrav/storm';
import { FaultySensor } from './faulty-sensor.ts';
import type { SensorFault } from './sensor-fault.ts';

/**
 * The same messages as they arrive when sensors do wrong, in the order of their arrival. Faults come one after the other, each
 * to what the one before it left: a sensor may be stuck and late at once. What arrives at the same time keeps its order.
 */
export function* withFaults(messages: Iterable<StormMessage>, faults: readonly SensorFault[]): Generator<StormMessage> {
  let stream = messages;
  for (const fault of faults) stream = inOrderOfArrival(stream, new FaultySensor(fault));
  yield* stream;
}

function* inOrderOfArrival(messages: Iterable<StormMessage>, faulty: FaultySensor): Generator<StormMessage> {
  const waiting: StormMessage[] = [];
  for (const message of messages) {
    // Nothing that is still to come can arrive before its own time.
    yield* waiting.splice(0, countUntil(waiting, message.at));
    for (const arriving of faulty.of(message)) {
      if (arriving.at <= message.at) yield arriving;
      else waiting.splice(countUntil(waiting, arriving.at), 0, arriving);
    }
  }
  yield* waiting;
}

/** How many of those that wait arrive at or before `at`; mostly none or all of them. */
const countUntil = (waiting: readonly StormMessage[], at: number): number => waiting.findLastIndex((message) => message.at <= at) + 1;
